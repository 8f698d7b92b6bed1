package io.medsettle.api.access;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

import io.medsettle.core.claim.Sha256;

/**
 * The number of a person who is nowhere else, and how to find it: whole, in small
 * letters, half of it, and as Base64, as hexadecimal digits or as a digest that anybody
 * could reckon.
 */
final class PlantedPerson {

	static final String NUMBER = "32051119930712813X";

	/** A mask shows no more than two characters. */
	private static final int HALF = NUMBER.length() / 2;

	private static final int BASE64_GROUP = 3;

	/** Each character is a byte. */
	private static final List<String> TRACES = traces();

	private PlantedPerson() {
	}

	static boolean isIn(String text) {
		return isIn(text.getBytes(StandardCharsets.UTF_8));
	}

	static boolean isIn(byte[] bytes) {
		String text = new String(bytes, StandardCharsets.ISO_8859_1);
		return TRACES.stream().anyMatch(text::contains);
	}

	private static List<String> traces() {
		List<String> texts = new ArrayList<>(List.of(NUMBER.substring(0, HALF), NUMBER.substring(HALF),
				NUMBER.substring(HALF).toLowerCase(Locale.ROOT)));
		byte[] number = NUMBER.getBytes(StandardCharsets.US_ASCII);
		texts.add(HexFormat.of().formatHex(number));
		texts.add(HexFormat.of().withUpperCase().formatHex(number));
		texts.add(Sha256.of(number));
		for (int before = 0; before < BASE64_GROUP; before++) {
			// What stands around it changes the first and the last group alone.
			byte[] shifted = new byte[before + number.length];
			System.arraycopy(number, 0, shifted, before, number.length);
			String encoded = Base64.getEncoder().encodeToString(shifted);
			texts.add(encoded.substring(4, encoded.length() - 4));
		}
		texts.add(characters(NUMBER.substring(0, HALF).getBytes(StandardCharsets.UTF_16BE)));
		texts.add(characters(Arrays.copyOf(HexFormat.of().parseHex(Sha256.of(number)), Long.BYTES)));
		return List.copyOf(texts);
	}

	private static String characters(byte[] bytes) {
		return new String(bytes, StandardCharsets.ISO_8859_1);
	}

}
