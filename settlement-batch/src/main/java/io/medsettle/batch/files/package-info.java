/**
 * Step <em>files</em>: the clearing files of every city. One class for each kind of file
 * knows its columns; all of them are written the same way, sealed with their checksum.
 */
@NullMarked
package io.medsettle.batch.files;

import org.jspecify.annotations.NullMarked;
