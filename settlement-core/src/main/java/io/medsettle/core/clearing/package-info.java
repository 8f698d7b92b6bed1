/**
 * Clearing days and netting: from gross obligations to bilateral and multilateral
 * positions. Pure arithmetic on whole fen.
 */
@NullMarked
package io.medsettle.core.clearing;

import org.jspecify.annotations.NullMarked;
