package io.medsettle.batch.files;

/**
 * The checksum a bureau acknowledged is not that of the published file: it has other
 * bytes and must download the file again.
 */
public class ChecksumMismatchException extends RuntimeException {

	ChecksumMismatchException(String name) {
		super("The checksum is not that of " + name + ".");
	}

}
