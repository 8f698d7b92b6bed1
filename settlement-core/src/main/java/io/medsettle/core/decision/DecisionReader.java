package io.medsettle.core.decision;

import java.util.List;

import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.claim.FieldRules;
import io.medsettle.core.problem.InputError;
import io.medsettle.core.problem.JsonFields;
import io.medsettle.core.registry.City;
import io.medsettle.core.registry.Hospital;

/**
 * Reads decisions of insured cities, over HTTP and Kafka alike.
 */
public final class DecisionReader {

	/** The most bytes of a decision. */
	public static final int BYTES_MAX = 16 * 1024;

	/** The most characters of a remark. */
	public static final int REMARK_LENGTH_MAX = 1000;

	private DecisionReader() {
	}

	/**
	 * Reads a decision that names its claim itself.
	 */
	public static Reading read(byte[] utf8) {
		JsonFields fields = JsonFields.of(utf8);
		String hospitalCode = fields.text("hospitalCode", Hospital::isCode, Hospital.CODE_RULE);
		String claimNo = fields.text("claimNo", FieldRules::isClaimNo, FieldRules.CLAIM_NO_RULE);
		return read(fields, new ClaimIdentity(hospitalCode, claimNo), fields.name("actor"));
	}

	/**
	 * Reads a decision about a claim, by somebody, both of whom are known from elsewhere.
	 */
	public static Reading read(byte[] utf8, ClaimIdentity claim, String actor) {
		return read(JsonFields.of(utf8), claim, actor);
	}

	private static Reading read(JsonFields fields, ClaimIdentity claim, String actor) {
		String city = fields.text("city", City::isCode, City.CODE_RULE);
		InsuredDecision.Kind kind = fields.oneOf("decision", InsuredDecision.Kind.class);
		long deductFen = (kind == InsuredDecision.Kind.DEDUCT) ? fields.deductionFen("deductFen") : 0;
		DecisionReason reason = fields.oneOf("reasonCode", DecisionReason.class);
		String remark = fields.optionalRemark("comment", REMARK_LENGTH_MAX);
		if (kind == null || reason == null || !fields.errors().isEmpty()) {
			return new Reading.Wrong(fields.errors());
		}
		return new Reading.Read(new InsuredDecision(claim, city, kind, deductFen, reason, remark, actor));
	}

	/**
	 * What bytes were read as.
	 */
	public sealed interface Reading {

		/**
		 * A decision.
		 *
		 * @param decision as it was sent
		 */
		record Read(InsuredDecision decision) implements Reading {
		}

		/**
		 * No decision.
		 *
		 * @param errors everything that is wrong
		 */
		record Wrong(List<InputError> errors) implements Reading {
		}

	}

}
