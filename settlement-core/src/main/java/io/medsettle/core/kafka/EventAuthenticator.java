package io.medsettle.core.kafka;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Tells the engine's own events from others' on the topics that it alone writes: what
 * nobody submitted is posted to no book, whoever puts it there. The header
 * {@code authenticator} has an HMAC-SHA256 over the event's key, its value and all other
 * headers, by a key that the region's processes share through their database. Safe for
 * use by several threads.
 * <p>
 * On a topic that others write to as well, the engine's own events are told apart by an
 * HMAC that covers the topic too: elsewhere the engine authenticates what others have
 * written, dead letters for instance.
 */
public class EventAuthenticator {

	/** The header: the 32 bytes in Base64 for addresses, without padding. */
	public static final String HEADER = "authenticator";

	private static final String ALGORITHM = "HmacSHA256";

	private static final byte[] NULL_LENGTH = { -1, -1, -1, -1 };

	private final ThreadLocal<Mac> mac;

	/**
	 * @param key at least 32 random bytes
	 */
	public EventAuthenticator(byte[] key) {
		SecretKeySpec secret = new SecretKeySpec(key, ALGORITHM);
		this.mac = ThreadLocal.withInitial(() -> newMac(secret));
	}

	/**
	 * Adds the authenticator to the headers of an event that is complete.
	 */
	public void sign(Headers headers, byte @Nullable [] key, byte @Nullable [] value) {
		headers.add(HEADER, authenticator(null, headers, key, value));
	}

	/**
	 * The event, which is complete, with the authenticator added.
	 */
	public ProducerRecord<byte[], byte[]> signed(ProducerRecord<byte[], byte[]> event) {
		sign(event.headers(), event.key(), event.value());
		return event;
	}

	/**
	 * The event, which is complete, with an authenticator added that holds on its topic
	 * alone.
	 */
	public ProducerRecord<byte[], byte[]> signedForItsTopic(ProducerRecord<byte[], byte[]> event) {
		event.headers().add(HEADER, authenticator(event.topic(), event.headers(), event.key(), event.value()));
		return event;
	}

	/**
	 * Whether a process of this region has written the event.
	 */
	public boolean isGenuine(ConsumerRecord<byte[], byte[]> event) {
		return isGenuine(event, null);
	}

	/**
	 * Whether a process of this region has written the event for the topic that it stands
	 * on.
	 */
	public boolean isGenuineOnItsTopic(ConsumerRecord<byte[], byte[]> event) {
		return isGenuine(event, event.topic());
	}

	private boolean isGenuine(ConsumerRecord<byte[], byte[]> event, @Nullable String topic) {
		Header header = event.headers().lastHeader(HEADER);
		return header != null && header.value() != null && MessageDigest.isEqual(header.value(),
				authenticator(topic, event.headers(), event.key(), event.value()));
	}

	/** With a topic, the parts are odd in number; without one, they are even. */
	private byte[] authenticator(@Nullable String topic, Headers headers, byte @Nullable [] key,
			byte @Nullable [] value) {
		Mac mac = this.mac.get();
		if (topic != null) {
			update(mac, topic.getBytes(StandardCharsets.UTF_8));
		}
		for (Header header : headers) {
			if (!header.key().equals(HEADER)) {
				update(mac, header.key().getBytes(StandardCharsets.UTF_8));
				update(mac, header.value());
			}
		}
		update(mac, key);
		update(mac, value);
		return Base64.getUrlEncoder().withoutPadding().encode(mac.doFinal());
	}

	/** With its length before it, so that no two events give the same bytes. */
	private static void update(Mac mac, byte @Nullable [] part) {
		if (part == null) {
			mac.update(NULL_LENGTH);
			return;
		}
		mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, part.length));
		mac.update(part);
	}

	private static Mac newMac(SecretKeySpec secret) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(secret);
			return mac;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has " + ALGORITHM + ".", ex);
		}
	}

}
