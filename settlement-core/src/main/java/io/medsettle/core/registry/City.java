package io.medsettle.core.registry;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/**
 * A city that takes part, with its bureau.
 *
 * @param code GB/T 2260 code, six digits
 * @param nameZh Chinese name
 * @param nameEn English name
 * @param provinceCode GB/T 2260 code of its province
 * @param metroCircle whether it belongs to the 1+8 circle
 * @param population10k inhabitants in ten thousands; a weight for simulations
 * @param validFrom first day it takes part
 * @param validTo first day it no longer does; null until further notice
 */
public record City(String code, String nameZh, String nameEn, String provinceCode, boolean metroCircle,
		int population10k, LocalDate validFrom, @Nullable LocalDate validTo) {

	/** What a code looks like. */
	public static final String CODE_PATTERN = "^[0-9]{6}$";

	public static final String CODE_RULE = "A city code must be 6 digits (GB/T 2260).";

	private static final int CODE_LENGTH = 6;

	/**
	 * Whether a text can be the code of a city, registered or not.
	 */
	public static boolean isCode(String text) {
		return text.length() == CODE_LENGTH && Digits.only(text, 0);
	}

}
