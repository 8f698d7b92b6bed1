/**
 * Whether the process is fit to work: its listeners run, the broker answers. Each
 * indicator says why, when it is not.
 */
@NullMarked
package io.medsettle.api.health;

import org.jspecify.annotations.NullMarked;
