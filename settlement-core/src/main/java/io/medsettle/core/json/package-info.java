/**
 * JSON objects that people and systems send beside claims: taken apart field by field,
 * with everything that is wrong told at once.
 */
@NullMarked
package io.medsettle.core.json;

import org.jspecify.annotations.NullMarked;
