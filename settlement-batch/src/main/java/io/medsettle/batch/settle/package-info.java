/**
 * Step <em>carry-forward</em>: what people have decided is settled, breaks of earlier
 * days are looked at again and released when their reason is gone, and reversals are
 * judged beside all others of the same original.
 */
@NullMarked
package io.medsettle.batch.settle;

import org.jspecify.annotations.NullMarked;
