/**
 * Bodies of requests, as hospitals and bureaus send them: read up to a limit, and
 * unpacked.
 */
@NullMarked
package io.medsettle.api.body;

import org.jspecify.annotations.NullMarked;
