package io.medsettle.batch.testing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.medsettle.batch.publish.Announcements;

/**
 * Keeps what was announced.
 */
public class FakeAnnouncements implements Announcements {

	private final List<String> sent = new CopyOnWriteArrayList<>();

	public List<String> sent() {
		return this.sent;
	}

	@Override
	public void send(Map<String, byte[]> byCity) {
		byCity.values().forEach((json) -> this.sent.add(new String(json, StandardCharsets.UTF_8)));
	}

}
