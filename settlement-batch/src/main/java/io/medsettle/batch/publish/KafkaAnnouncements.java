package io.medsettle.batch.publish;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.medsettle.core.kafka.EventAuthenticator;
import io.medsettle.core.kafka.KafkaClients;
import io.medsettle.core.kafka.Topics;
import org.apache.kafka.clients.producer.ProducerRecord;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/**
 * Announces published days on {@link Topics#CLEARING_PUBLISHED}, by city.
 */
@Component
class KafkaAnnouncements implements Announcements, DisposableBean {

	private final KafkaTemplate<byte[], byte[]> producer;

	private final EventAuthenticator authenticator;

	KafkaAnnouncements(KafkaClients clients, EventAuthenticator authenticator) {
		this.producer = clients.durableProducer("announcements");
		this.authenticator = authenticator;
	}

	@Override
	public void send(Map<String, byte[]> byCity) {
		List<? extends CompletableFuture<?>> sent = byCity.entrySet()
			.stream()
			.map((city) -> this.producer.send(this.authenticator.signed(new ProducerRecord<>(Topics.CLEARING_PUBLISHED,
					city.getKey().getBytes(StandardCharsets.UTF_8), city.getValue()))))
			.toList();
		this.producer.flush();
		sent.forEach(CompletableFuture::join);
	}

	@Override
	public void destroy() {
		this.producer.destroy();
	}

}
