package io.medsettle.core.claim;

import java.io.ByteArrayOutputStream;
import java.time.format.DateTimeFormatter;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes a claim as the contract's JSON object, fields in the contract's order; the
 * counterpart of {@link ClaimDecoder}. What is optional and not given is left out, except
 * {@code originalClaimNo}, which is null on a settlement. Safe for use by several
 * threads.
 */
public final class ClaimEncoder {

	private static final int USUAL_BYTES = 512;

	private final JsonFactory factory = new JsonFactory();

	/**
	 * Writes one claim.
	 * @return the event's bytes, UTF-8
	 */
	public byte[] encode(Claim claim) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
		try (JsonGenerator generator = this.factory.createGenerator(ObjectWriteContext.empty(), bytes)) {
			generator.writeStartObject();
			generator.writeStringProperty("hospitalCode", claim.hospitalCode());
			generator.writeStringProperty("claimNo", claim.claimNo());
			generator.writeStringProperty("kind", claim.kind().name());
			generator.writeStringProperty("originalClaimNo", claim.originalClaimNo());
			generator.writeStringProperty("insuredCity", claim.insuredCity());
			generator.writeStringProperty("personNo", claim.personNo());
			generator.writeStringProperty("insuranceType", claim.insuranceType());
			generator.writeStringProperty("visitType", claim.visitType());
			generator.writeStringProperty("settledAt",
					DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(claim.settledAt()));
			@Nullable String treatmentCity = claim.treatmentCity();
			if (treatmentCity != null) {
				generator.writeStringProperty("treatmentCity", treatmentCity);
			}
			generator.writeNumberProperty("totalFen", claim.totalFen());
			generator.writeNumberProperty("fundFen", claim.fundFen());
			generator.writeNumberProperty("accountFen", claim.accountFen());
			generator.writeNumberProperty("cashFen", claim.cashFen());
			ClaimDetail.write(claim, generator);
			generator.writeEndObject();
		}
		return bytes.toByteArray();
	}

}
