/**
 * Bodies of requests, as hospitals and bureaus send them: read up to a limit, unpacked,
 * and taken apart field by field, with everything that is wrong told at once.
 */
@NullMarked
package io.medsettle.api.body;

import org.jspecify.annotations.NullMarked;
