/**
 * How far behind the router and the ledgers are, asked of the broker, so that a stopped
 * or stuck part is seen as well.
 */
@NullMarked
package io.medsettle.core.lag;

import org.jspecify.annotations.NullMarked;
