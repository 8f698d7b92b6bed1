/**
 * How errors are answered over HTTP: one shape (RFC 9457) for every one of them, from a
 * claim that is refused to a request line that Tomcat cannot read, each with a code and a
 * remedy from the catalogue and a trace id that is found again in the log.
 */
@NullMarked
package io.medsettle.api.problem;

import org.jspecify.annotations.NullMarked;
