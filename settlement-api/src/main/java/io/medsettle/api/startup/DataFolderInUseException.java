package io.medsettle.api.startup;

/**
 * Another process works on the data folder.
 */
class DataFolderInUseException extends CannotStartException {

	private static final long serialVersionUID = 1L;

	DataFolderInUseException(String message) {
		super(message);
	}

}
