/**
 * The way in: appending claims durably to Kafka, and looking up what became of them.
 */
@NullMarked
package io.medsettle.core.intake;

import org.jspecify.annotations.NullMarked;
