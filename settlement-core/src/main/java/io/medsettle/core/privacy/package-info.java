/**
 * What is kept of persons, and other secrets, encrypted in the database by the keys of a
 * file that does not lie there.
 */
@NullMarked
package io.medsettle.core.privacy;

import org.jspecify.annotations.NullMarked;
