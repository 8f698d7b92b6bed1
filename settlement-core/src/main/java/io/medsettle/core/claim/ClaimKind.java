package io.medsettle.core.claim;

/**
 * Whether a claim settles a visit or takes an earlier settlement back.
 */
public enum ClaimKind {

	/** A settled visit. */
	SETTLEMENT(1),

	/** A claim of the opposite sign that names its original (冲正). */
	REVERSAL(-1);

	private final int sign;

	ClaimKind(int sign) {
		this.sign = sign;
	}

	/**
	 * What the claim's amounts are multiplied with when they are summed: 1 or -1.
	 */
	public int sign() {
		return this.sign;
	}

	/**
	 * The kind with the given sign.
	 * @throws IllegalArgumentException if the sign is neither 1 nor -1
	 */
	public static ClaimKind ofSign(int sign) {
		return switch (sign) {
			case 1 -> SETTLEMENT;
			case -1 -> REVERSAL;
			default -> throw new IllegalArgumentException("A claim's sign is 1 or -1, not " + sign + ".");
		};
	}

}
