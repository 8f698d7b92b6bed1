package io.medsettle.core.ledger;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import io.medsettle.batch.testing.NightEngine;
import io.medsettle.core.claim.SourcePosition;
import io.medsettle.core.kafka.EventAuthenticator;
import io.medsettle.core.kafka.Topics;
import io.medsettle.core.routing.RoutingHeaders;
import io.medsettle.testing.Database;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A leg of the router that a ledger cannot post, between two that it can.
 */
@Tag("invariant-1")
class LedgerListenerTests {

	private static final String CLAIM = """
			{"hospitalCode":"H31000000001","claimNo":"%s","kind":"SETTLEMENT","insuredCity":"320500",
			 "personNo":"32050000012345","insuranceType":"310","visitType":"11","settledAt":"2026-11-20T08:30:12+08:00",
			 "totalFen":600,"fundFen":100,"accountFen":200,"cashFen":300}""";

	private final NightEngine engine = NightEngine.empty(Database.chosen());

	@Test
	void whatTheTreatmentLedgerCannotPostCountsAsADeadLetterOfItsDay() {
		take(Side.TREATMENT, Topics.CLAIMS_ROUTED_TREATMENT);
		assertThat(outcomes()).containsExactly("0-0 SETTLEMENT", "0-1 DEAD_LETTER", "0-2 SETTLEMENT");
	}

	@Test
	void whatTheInsuredLedgerCannotPostIsMissingThereAlone() {
		take(Side.INSURED, Topics.CLAIMS_ROUTED_INSURED);
		assertThat(outcomes()).isEmpty();
		assertThat(this.engine.jdbc().queryForList("select topic_offset from dead_letter", Long.class))
			.containsExactly(1L);
		assertThat(this.engine.jdbc().queryForObject("select count(*) from insured_claim", Long.class)).isEqualTo(2);
	}

	private void take(Side side, String topic) {
		this.engine.bean(LedgerReaders.class).ledger(side, (sent) -> {
		})
			.take(List.of(leg(topic, 0, "310000"), leg(topic, 1, "no city, and too long for one"),
					leg(topic, 2, "310000")));
	}

	private ConsumerRecord<byte[], byte[]> leg(String topic, long offset, String treatmentCity) {
		byte[] key = "H31000000001".getBytes(StandardCharsets.UTF_8);
		byte[] value = CLAIM.formatted("V" + offset).getBytes(StandardCharsets.UTF_8);
		Headers headers = new RecordHeaders();
		new RoutingHeaders(new SourcePosition(0, offset), this.engine.clock().millis(), NightEngine.DAY)
			.writeTo(headers);
		RoutingHeaders.add(headers, RoutingHeaders.TREATMENT_CITY, treatmentCity);
		this.engine.bean(EventAuthenticator.class).sign(headers, key, value);
		return new ConsumerRecord<>(topic, 0, offset, 0, TimestampType.LOG_APPEND_TIME, 0, 0, key, value, headers,
				Optional.empty());
	}

	private List<String> outcomes() {
		return this.engine.jdbc()
			.query("select * from event_outcome order by source_offset", (row, number) -> row.getInt("source_partition")
					+ "-" + row.getLong("source_offset") + " " + row.getString("outcome"));
	}

}
