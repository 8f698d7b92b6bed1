/**
 * Step <em>await</em>: waits until the router and the ledgers have taken every event that
 * was appended before the cut-off, and counts those events.
 */
@NullMarked
package io.medsettle.batch.await;

import org.jspecify.annotations.NullMarked;
