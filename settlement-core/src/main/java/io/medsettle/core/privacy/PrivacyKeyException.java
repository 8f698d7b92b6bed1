package io.medsettle.core.privacy;

/**
 * The key file is missing, is not in its form, or is not the one that the database was
 * written with. The message names the file and what to do; never what stands in it.
 */
public final class PrivacyKeyException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	PrivacyKeyException(String message) {
		super(message);
	}

}
