/**
 * What bureaus do over HTTP: see clearing days and positions, fetch and acknowledge their
 * files, look at breaks. Positions and files of a day are visible once it is published,
 * and never change from then on.
 */
@NullMarked
package io.medsettle.api.bureau;

import org.jspecify.annotations.NullMarked;
