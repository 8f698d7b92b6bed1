package io.medsettle.api.badinput;

import java.util.List;
import java.util.Set;

/**
 * A request that no client of good will sends.
 *
 * @param endpoint the method and the pattern that it is for, such as {@code GET
 * /api/v1/breaks/{id}}
 * @param what what is wrong with it
 * @param requestLine its first line
 * @param headers whole lines, without Host, Connection and Content-Length
 * @param body its bytes
 * @param statuses what may be answered
 */
record BadRequest(String endpoint, String what, String requestLine, List<String> headers, byte[] body,
		Set<Integer> statuses) {

	@Override
	public String toString() {
		return this.endpoint + ", " + this.what;
	}

}
