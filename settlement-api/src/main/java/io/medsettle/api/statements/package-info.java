/**
 * Hospitals' own records of a day over HTTP: totals are compared with the books at once,
 * lines by the night.
 */
@NullMarked
package io.medsettle.api.statements;

import org.jspecify.annotations.NullMarked;
