/**
 * The topics, their clients and their settings, and how far behind readers are, asked of
 * the broker, so that a stopped or stuck part is seen as well.
 */
@NullMarked
package io.medsettle.core.kafka;

import org.jspecify.annotations.NullMarked;
