/**
 * What hospitals do over HTTP: submit claims, one or many at a time, and ask what became
 * of them. A claim is checked at the door, and accepted once it is durable in Kafka.
 */
@NullMarked
package io.medsettle.api.hospital;

import org.jspecify.annotations.NullMarked;
