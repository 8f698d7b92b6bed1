package io.medsettle.batch.files;

/**
 * A published file that is not as it was sealed.
 *
 * @param file what was published
 * @param wrong what is wrong with it, the rest of a sentence that begins with its name
 */
public record DamagedFile(ClearingFile file, String wrong) {

}
