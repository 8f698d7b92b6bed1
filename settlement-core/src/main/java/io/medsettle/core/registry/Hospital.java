package io.medsettle.core.registry;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/**
 * A hospital that may submit claims.
 *
 * @param code H, 6-digit area, 5 digits
 * @param nameZh Chinese name
 * @param cityCode the city that supervises it
 * @param tier 1 to 3
 * @param validFrom first day it takes part
 * @param validTo first day it no longer does; null until further notice
 */
public record Hospital(String code, String nameZh, String cityCode, int tier, LocalDate validFrom,
		@Nullable LocalDate validTo) {

	/** What a code looks like. */
	public static final String CODE_PATTERN = "^H[0-9]{11}$";

	public static final String CODE_RULE = "A hospital code must be H and 11 digits.";

	private static final int CODE_LENGTH = 12;

	/**
	 * Whether a text can be the code of a hospital, registered or not.
	 */
	public static boolean isCode(String text) {
		return text.length() == CODE_LENGTH && text.charAt(0) == 'H' && Digits.only(text, 1);
	}

}
