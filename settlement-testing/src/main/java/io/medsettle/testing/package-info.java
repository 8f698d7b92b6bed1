/**
 * The real servers on which tests run: from containers where an engine for them answers,
 * and without containers everywhere else.
 */
@NullMarked
package io.medsettle.testing;

import org.jspecify.annotations.NullMarked;
