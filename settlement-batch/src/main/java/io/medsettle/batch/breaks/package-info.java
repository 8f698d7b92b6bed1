/**
 * The break: a claim that is held back from clearing, or a difference for which no claim
 * can be held. This package alone knows its tables; others ask its classes, or the view
 * {@code claim_break}. Here are its kinds and its life, what people do about it, and what
 * has become of breaks day by day.
 */
@NullMarked
package io.medsettle.batch.breaks;

import org.jspecify.annotations.NullMarked;
