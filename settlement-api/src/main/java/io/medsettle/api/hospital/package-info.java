/**
 * What hospitals do over HTTP: submit claims, one or many at a time, ask what became of
 * them, and send their own record of a day. A claim is validated at once, and accepted
 * once it is durable in Kafka.
 */
@NullMarked
package io.medsettle.api.hospital;

import org.jspecify.annotations.NullMarked;
