package io.medsettle.batch.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.medsettle.core.claim.ClaimIdentity;
import org.jspecify.annotations.Nullable;

/**
 * What a line of a detail file says of a claim.
 */
record DetailLine(ClaimIdentity identity, int sign, @Nullable String originalClaimNo, String personNo,
		String insuranceType, String visitType, long settledAtMs, long acceptedAtMs, long totalFen, long fundFen,
		long accountFen, long clearedFen) {

	/**
	 * The line that the leg of a claim must have.
	 * @param clearedFen what it clears at, with sign
	 */
	static DetailLine of(StoredLeg leg, long clearedFen) {
		return new DetailLine(leg.identity(), leg.sign(), leg.originalClaimNo(), leg.personNo(), leg.insuranceType(),
				leg.visitType(), leg.settledAtMs(), leg.acceptedAtMs(), leg.totalFen(), leg.fundFen(), leg.accountFen(),
				clearedFen);
	}

	long fingerprint() {
		return new Fingerprint().add(this.identity.hospitalCode())
			.add(this.identity.claimNo())
			.add(this.sign)
			.add(this.originalClaimNo)
			.add(this.personNo)
			.add(this.insuranceType)
			.add(this.visitType)
			.add(this.settledAtMs)
			.add(this.acceptedAtMs)
			.add(this.totalFen)
			.add(this.fundFen)
			.add(this.accountFen)
			.add(this.clearedFen)
			.value();
	}

	/**
	 * What the two say otherwise of the same claim, each as {@code name expected|found}.
	 * Values that tell of a person or a visit are left out.
	 */
	List<Difference> differences(DetailLine found) {
		List<Difference> differences = new ArrayList<>();
		addIfDifferent(differences, "cleared", this.clearedFen, found.clearedFen);
		addIfDifferent(differences, "total", this.totalFen, found.totalFen);
		addIfDifferent(differences, "fund", this.fundFen, found.fundFen);
		addIfDifferent(differences, "account", this.accountFen, found.accountFen);
		if (this.sign != found.sign) {
			differences.add(new Difference("sign " + this.sign, "sign " + found.sign));
		}
		addIfDifferent(differences, "original claim", this.originalClaimNo, found.originalClaimNo);
		addIfDifferent(differences, "person", this.personNo, found.personNo);
		addIfDifferent(differences, "insurance type", this.insuranceType, found.insuranceType);
		addIfDifferent(differences, "visit type", this.visitType, found.visitType);
		addIfDifferent(differences, "time of settlement", (Object) this.settledAtMs, found.settledAtMs);
		addIfDifferent(differences, "time of acceptance", (Object) this.acceptedAtMs, found.acceptedAtMs);
		return differences;
	}

	@Override
	public String toString() {
		return "DetailLine";
	}

	private static void addIfDifferent(List<Difference> differences, String name, long expectedFen, long foundFen) {
		if (expectedFen != foundFen) {
			differences.add(new Difference(name + " " + expectedFen + " fen", foundFen + " fen"));
		}
	}

	private static void addIfDifferent(List<Difference> differences, String name, @Nullable Object expected,
			@Nullable Object found) {
		if (!Objects.equals(expected, found)) {
			differences.add(new Difference("its " + name, "another"));
		}
	}

	/** One thing on which two lines do not agree. */
	record Difference(String expected, String found) {
	}

}
