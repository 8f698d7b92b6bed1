package io.medsettle.core.signature;

import java.util.List;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The headers of a signed event. They are part of the outside contract.
 */
public final class SignatureHeaders {

	/** The id of the key, in ASCII. */
	public static final String KEY = "signature-key";

	/** The name of the algorithm, in ASCII. */
	public static final String ALGORITHM = "signature-algorithm";

	/** The bytes of the signature. */
	public static final String SIGNATURE = "signature";

	static final List<String> ALL = List.of(KEY, ALGORITHM, SIGNATURE);

	private SignatureHeaders() {
	}

	/**
	 * Adds the signature of one event to another of the same key and value.
	 */
	public static void copy(Headers from, Headers to) {
		for (String name : ALL) {
			Header header = from.lastHeader(name);
			if (header != null) {
				to.add(header);
			}
		}
	}

}
