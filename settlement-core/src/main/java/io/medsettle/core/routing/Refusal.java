package io.medsettle.core.routing;

import io.medsettle.core.kafka.EventSizes;
import io.medsettle.core.kafka.Topics;
import io.medsettle.core.problem.InputError;
import io.medsettle.core.problem.ProblemCode;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A refused claim, as it stands in {@code claims.rejected}: the event's bytes with the
 * code and the text in headers.
 *
 * @param routing where the event came from and the day it counts for
 * @param hospitalCode {@code hospitalCode}: the hospital, if it has a code's form
 * @param claimNo {@code claimNo}: the claim number, if it could be read
 * @param error {@code code}, {@code pointer} and {@code message}: the first thing wrong
 */
public record Refusal(RoutingHeaders routing, @Nullable String hospitalCode, @Nullable String claimNo,
		InputError error) {

	private static final String HOSPITAL_CODE = "hospitalCode";

	private static final String CLAIM_NO = "claimNo";

	private static final String CODE = "code";

	private static final String POINTER = "pointer";

	private static final String MESSAGE = "message";

	/**
	 * The event of {@code claims.rejected}.
	 * @param key the key of the submitted event, which is left out if it is too long
	 * @param value its bytes
	 */
	public ProducerRecord<byte[], byte[]> toEvent(byte @Nullable [] key, byte[] value) {
		ProducerRecord<byte[], byte[]> event = new ProducerRecord<>(Topics.CLAIMS_REJECTED, EventSizes.boundedKey(key),
				value);
		Headers headers = event.headers();
		this.routing.writeTo(headers);
		RoutingHeaders.add(headers, HOSPITAL_CODE, this.hospitalCode);
		RoutingHeaders.add(headers, CLAIM_NO, this.claimNo);
		RoutingHeaders.add(headers, CODE, this.error.code().name());
		RoutingHeaders.add(headers, POINTER, this.error.pointer());
		RoutingHeaders.add(headers, MESSAGE, this.error.message());
		return event;
	}

	/**
	 * Reads the refusal back.
	 * @return null if the headers are not as the engine writes them
	 */
	public static @Nullable Refusal readFrom(Headers headers) {
		RoutingHeaders routing = RoutingHeaders.readFrom(headers);
		ProblemCode code = ProblemCode.named(RoutingHeaders.text(headers, CODE));
		String pointer = RoutingHeaders.text(headers, POINTER);
		String message = RoutingHeaders.text(headers, MESSAGE);
		if (routing == null || code == null || pointer == null || message == null) {
			return null;
		}
		return new Refusal(routing, RoutingHeaders.text(headers, HOSPITAL_CODE), RoutingHeaders.text(headers, CLAIM_NO),
				new InputError(pointer, code, message));
	}

}
