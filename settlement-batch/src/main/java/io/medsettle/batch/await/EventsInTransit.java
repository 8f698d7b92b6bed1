package io.medsettle.batch.await;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import io.medsettle.core.kafka.ConsumerGroups;
import io.medsettle.core.kafka.KafkaAway;
import io.medsettle.core.listener.ReaderProgress;
import io.medsettle.core.kafka.Topics;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Counts what {@link AwaitCutOff} would wait for.
 */
@Component
public class EventsInTransit {

	private static final Logger log = LoggerFactory.getLogger(EventsInTransit.class);

	private final Watermark watermark;

	private final ReaderProgress progress;

	private final Clock clock;

	EventsInTransit(Watermark watermark, ReaderProgress progress, Clock clock) {
		this.watermark = watermark;
		this.progress = progress;
		this.clock = clock;
	}

	/**
	 * What is on its way now: of what was submitted, only up to the cut-off; of what is
	 * routed, of whatever day. How far the ledgers have come is asked in the caller's
	 * transaction, so that it belongs to what that sees of their books.
	 * @return empty if the broker does not answer
	 */
	public Optional<InTransit> before(Instant cutOff) {
		try {
			boolean passed = this.clock.instant().isAfter(cutOff);
			SortedMap<Integer, Long> ends = passed ? this.watermark.offsetsAt(Topics.CLAIMS_SUBMITTED, cutOff)
					: this.watermark.ends(Topics.CLAIMS_SUBMITTED);
			long toRoute = this.watermark.eventsLeft(Topics.CLAIMS_SUBMITTED,
					this.watermark.committed(ConsumerGroups.ROUTER, Topics.CLAIMS_SUBMITTED), ends);
			return Optional.of(new InTransit(toRoute, toPost(Topics.CLAIMS_ROUTED_TREATMENT),
					toPost(Topics.CLAIMS_ROUTED_INSURED)));
		}
		catch (KafkaException ex) {
			log.warn(KafkaAway.markerOf(ex), "The broker did not say what is on its way: {}", ex.toString());
			return Optional.empty();
		}
	}

	private long toPost(String topic) {
		SortedMap<Integer, Long> posted = new TreeMap<>(this.progress.nextOffsets(topic));
		return this.watermark.eventsLeft(topic, posted, this.watermark.ends(topic));
	}

}
