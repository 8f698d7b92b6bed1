package io.medsettle.batch.verify;

import org.jspecify.annotations.Nullable;

/**
 * A clearing file is not in its format. The message says what was found instead.
 */
class UnreadableFileException extends RuntimeException {

	UnreadableFileException(String found, @Nullable Throwable cause) {
		super(found, cause);
	}

}
