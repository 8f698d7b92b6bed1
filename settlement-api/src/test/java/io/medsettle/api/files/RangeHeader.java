package io.medsettle.api.files;

/**
 * Reads a Range header and sees that no more is sent for it than the file has.
 */
public final class RangeHeader {

	private static final int PARTS_MAX = 50;

	private RangeHeader() {
	}

	/**
	 * Reads it.
	 * @throws IllegalStateException if the parts are not parts of the file
	 */
	public static void read(String header, long length) {
		ByteRanges ranges = ByteRanges.of(header, length);
		long bytes = 0;
		for (ByteRanges.Part part : ranges.parts()) {
			if (part.first() < 0 || part.last() >= length || part.bytes() <= 0) {
				throw new IllegalStateException(part + " is no part of " + length + " bytes.");
			}
			bytes += part.bytes();
		}
		if (bytes > length || ranges.parts().size() > PARTS_MAX || (!ranges.asked() && bytes > 0)) {
			throw new IllegalStateException(ranges + " is more than " + length + " bytes.");
		}
	}

}
