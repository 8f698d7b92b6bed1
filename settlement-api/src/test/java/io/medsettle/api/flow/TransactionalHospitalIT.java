package io.medsettle.api.flow;

import java.time.LocalDate;
import java.util.Map;

import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.DayClosing;
import io.medsettle.api.testing.SampleClaim;
import io.medsettle.api.testing.SharedEngine;
import io.medsettle.batch.await.EventAccounts;
import io.medsettle.core.ledger.DayIntakes;
import io.medsettle.batch.clear.Positions;
import io.medsettle.core.clearing.Obligation;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A hospital that submits in Kafka transactions, and gives one up: its markers and its
 * dropped events take up offsets, and must neither be cleared nor waited for nor missed.
 */
@ExtendWith(SharedEngine.class)
class TransactionalHospitalIT {

	@Test
	void onlyWhatIsCommittedIsCountedAndCleared(Engine engine) {
		// What other tests have left belongs to another day.
		DayClosing.closeCurrentDay(engine);
		try (KafkaProducer<String, String> hospital = new KafkaProducer<>(
				Map.of("bootstrap.servers", engine.bootstrapServers(), "transactional.id", "hospital"),
				new StringSerializer(), new StringSerializer())) {
			hospital.initTransactions();
			submit(hospital, 3);
			hospital.commitTransaction();
			submit(hospital, 2);
			hospital.flush();
			hospital.abortTransaction();
			submit(hospital, 1);
			hospital.commitTransaction();
		}

		LocalDate day = DayClosing.closeCurrentDay(engine);

		EventAccounts accounts = engine.bean(EventAccounts.class);
		assertThat(accounts.submitted(day)).isEqualTo(4).isEqualTo(engine.bean(DayIntakes.class).of(day).events());
		assertThat(engine.bean(Positions.class).obligations(day))
			.containsExactly(new Obligation("320500", "310000", 4, 4 * 80_000));
	}

	private static void submit(KafkaProducer<String, String> hospital, int claims) {
		hospital.beginTransaction();
		for (int i = 0; i < claims; i++) {
			hospital.send(new ProducerRecord<>("claims.submitted", SampleClaim.HOSPITAL,
					SampleClaim.settlement().toString()));
		}
	}

}
