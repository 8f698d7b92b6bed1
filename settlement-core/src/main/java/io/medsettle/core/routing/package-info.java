/**
 * The router: reads submitted claims, checks them, gives each its clearing day, and
 * writes one leg to each side or one refusal, all in one Kafka transaction.
 */
@NullMarked
package io.medsettle.core.routing;

import org.jspecify.annotations.NullMarked;
