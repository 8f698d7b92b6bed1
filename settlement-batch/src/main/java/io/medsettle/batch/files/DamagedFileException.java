package io.medsettle.batch.files;

/**
 * A published file is missing on the disk, or is not as it was sealed. It has to be put
 * back from a backup; nothing of it may be handed out before.
 */
public class DamagedFileException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	DamagedFileException(ClearingFile file, String wrong) {
		super("The file " + file.name() + " " + wrong + ".", null, false, false);
	}

}
