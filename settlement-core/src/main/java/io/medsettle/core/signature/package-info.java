/**
 * Who wrote an event to Kafka: the keys that hospitals and insured cities have
 * registered, and whether an event is signed by one of them or appended by the engine.
 */
@NullMarked
package io.medsettle.core.signature;

import org.jspecify.annotations.NullMarked;
