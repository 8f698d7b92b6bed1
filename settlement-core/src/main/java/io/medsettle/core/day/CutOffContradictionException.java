package io.medsettle.core.day;

/**
 * The database and {@code clearing.cut-offs} do not belong together: they say different
 * things of a clearing day that can no longer be changed, or leave one out. Nothing was
 * changed. Start the engine with the database and the Kafka that belong together.
 */
public class CutOffContradictionException extends RuntimeException {

	CutOffContradictionException(String message) {
		super(message);
	}

}
