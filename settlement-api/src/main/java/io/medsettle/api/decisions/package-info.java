/**
 * Insured cities' decisions over HTTP: claims that they refuse, or deduct a part of.
 */
@NullMarked
package io.medsettle.api.decisions;

import org.jspecify.annotations.NullMarked;
