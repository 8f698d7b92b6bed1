package io.medsettle.api.demo;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.function.BiConsumer;

import io.medsettle.core.claim.Claim;
import io.medsettle.core.claim.ClaimEncoder;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Breaks good events the way hospitals' systems do.
 */
final class ExampleFaults {

	/** A hospital that no registry has. */
	static final String UNKNOWN_HOSPITAL = "H31000099999";

	private static final String UNKNOWN_CITY = "999999";

	/** How a claim goes wrong by itself; each kind has the code it is refused with. */
	enum Fault {

		MISSING_FIELD((event, claim) -> event.remove("personNo")),

		INVALID_FIELD((event, claim) -> event.put("kind", "REFUND")),

		AMOUNTS_DO_NOT_ADD_UP((event, claim) -> event.put("cashFen", claim.cashFen() + 1)),

		UNKNOWN_HOSPITAL((event, claim) -> event.put("hospitalCode", ExampleFaults.UNKNOWN_HOSPITAL)),

		UNKNOWN_CITY((event, claim) -> event.put("insuredCity", ExampleFaults.UNKNOWN_CITY)),

		NOT_OUT_OF_AREA((event, claim) -> event.put("insuredCity", claim.hospitalCode().substring(1, 7))),

		TREATMENT_CITY_MISMATCH((event, claim) -> event.put("treatmentCity", claim.insuredCity())),

		SETTLED_IN_FUTURE((event, claim) -> event.put("settledAt", text(claim.settledAt().plusDays(30)))),

		TOO_OLD((event, claim) -> event.put("settledAt", text(claim.settledAt().minusYears(3))));

		@SuppressWarnings("ImmutableEnumChecker") // Each is a lambda without state.
		private final BiConsumer<ObjectNode, Claim> breaking;

		Fault(BiConsumer<ObjectNode, Claim> breaking) {
			this.breaking = breaking;
		}

	}

	private final ClaimEncoder encoder;

	private final JsonMapper mapper;

	ExampleFaults(ClaimEncoder encoder, JsonMapper mapper) {
		this.encoder = encoder;
		this.mapper = mapper;
	}

	/** The claim with a fault of its own. */
	ExampleEvent faulty(Claim claim, Fault fault) {
		ObjectNode event = tree(claim);
		fault.breaking.accept(event, claim);
		return event(event);
	}

	/** The same claim number with ten yuan more. */
	ExampleEvent dearer(Claim claim) {
		ObjectNode event = tree(claim);
		event.remove("split");
		event.put("totalFen", claim.totalFen() + 1_000);
		event.put("cashFen", claim.cashFen() + 1_000);
		return event(event);
	}

	/** Bytes that are no claim at all. */
	ExampleEvent undecodable(Claim claim, int variant) {
		byte[] bytes = this.encoder.encode(claim);
		byte[] broken = switch (variant % 4) {
			case 0 -> Arrays.copyOf(bytes, bytes.length / 2);
			case 1 -> "系统维护中".getBytes(StandardCharsets.UTF_8);
			case 2 -> new byte[] { 0x1f, (byte) 0x8b, 8, 0, 0, 0 };
			default -> new byte[0];
		};
		return new ExampleEvent(claim.hospitalCode(), broken);
	}

	private ObjectNode tree(Claim claim) {
		return (ObjectNode) this.mapper.readTree(this.encoder.encode(claim));
	}

	private ExampleEvent event(ObjectNode event) {
		return new ExampleEvent(event.path("hospitalCode").asString(), this.mapper.writeValueAsBytes(event));
	}

	private static String text(OffsetDateTime time) {
		return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
	}

}
