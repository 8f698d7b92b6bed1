/**
 * What a hospital submits: the claim, how it is read from bytes, and the rules it must
 * keep. Knows neither the server nor the database.
 */
@NullMarked
package io.medsettle.core.claim;

import org.jspecify.annotations.NullMarked;
