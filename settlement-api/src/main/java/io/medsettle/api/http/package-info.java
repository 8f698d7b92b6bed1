/**
 * What all of HTTP shares: reading bodies up to a limit, the OpenAPI description, and one
 * shape of errors (RFC 9457), from a claim that is refused to a request line that Tomcat
 * cannot read, each with a code, a remedy and a trace id that is found again in the log.
 */
@NullMarked
package io.medsettle.api.http;

import org.jspecify.annotations.NullMarked;
