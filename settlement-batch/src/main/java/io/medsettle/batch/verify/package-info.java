/**
 * The independent proof of a published day: it is calculated once more from the stored
 * claims alone, and held against all that was published of it. Shares no code with the
 * steps of the night, so that both would have to be wrong in the same way.
 */
@NullMarked
package io.medsettle.batch.verify;

import org.jspecify.annotations.NullMarked;
