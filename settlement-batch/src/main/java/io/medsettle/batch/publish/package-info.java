/**
 * Steps <em>publish</em> and <em>announce</em>: proves that ledgers, positions and files
 * say the same, makes the day visible, and tells the cities.
 */
@NullMarked
package io.medsettle.batch.publish;

import org.jspecify.annotations.NullMarked;
