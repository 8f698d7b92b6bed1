package io.medsettle.api.fuzz;

/**
 * What Jazzer calls, by these names, with the bytes that it makes up. The target's
 * argument is the decoder's name.
 */
public final class FuzzTarget {

	private static Decoder decoder;

	private FuzzTarget() {
	}

	public static void fuzzerInitialize(String[] arguments) {
		decoder = Decoder.valueOf(arguments[0]);
	}

	public static void fuzzerTestOneInput(byte[] bytes) {
		decoder.read(bytes);
	}

}
