/**
 * Claims over HTTP: hospitals submit them, one or many at a time, and ask what became of
 * them. A claim is validated at once, and accepted once it is durable in Kafka.
 */
@NullMarked
package io.medsettle.api.claims;

import org.jspecify.annotations.NullMarked;
