package io.medsettle.core.claim;

import java.io.StringWriter;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The optional parts of a claim, split and fund parts, as they are kept beside its
 * amounts: JSON of the same shape as in the event.
 */
public final class ClaimDetail {

	private static final JsonFactory FACTORY = new JsonFactory();

	private ClaimDetail() {
	}

	/**
	 * The split and the fund parts as one JSON object, or null if the claim has neither.
	 * The limits that {@link ClaimDecoder} sets keep it below 4,000 characters.
	 */
	public static @Nullable String toJson(Claim claim) {
		if (claim.split() == null && claim.funds().isEmpty()) {
			return null;
		}
		StringWriter json = new StringWriter();
		try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), json)) {
			generator.writeStartObject();
			write(claim, generator);
			generator.writeEndObject();
		}
		return json.toString();
	}

	/**
	 * Writes the parts that are there into an open object.
	 */
	static void write(Claim claim, JsonGenerator generator) {
		Claim.@Nullable Split split = claim.split();
		if (split != null) {
			generator.writeObjectPropertyStart("split");
			generator.writeNumberProperty("ownPayFen", split.ownPayFen());
			generator.writeNumberProperty("overLimitFen", split.overLimitFen());
			generator.writeNumberProperty("prePayFen", split.prePayFen());
			generator.writeNumberProperty("inScopeFen", split.inScopeFen());
			generator.writeEndObject();
		}
		if (!claim.funds().isEmpty()) {
			generator.writeObjectPropertyStart("funds");
			for (Map.Entry<String, Long> fund : claim.funds().entrySet()) {
				generator.writeNumberProperty(fund.getKey(), fund.getValue());
			}
			generator.writeEndObject();
		}
	}

}
