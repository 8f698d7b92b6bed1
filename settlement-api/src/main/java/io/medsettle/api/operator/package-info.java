/**
 * What operators do over HTTP: close days, watch the night, look at dead letters.
 */
@NullMarked
package io.medsettle.api.operator;

import org.jspecify.annotations.NullMarked;
