package io.medsettle.batch.settle;

import java.time.LocalDate;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.medsettle.batch.testing.NightEngine;
import io.medsettle.core.problem.ProblemCode;
import io.medsettle.testing.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the operator reads of numbers that hospitals have used again.
 */
class ConflictingDuplicatesTests {

	private static final LocalDate DAY = NightEngine.DAY;

	private final Logger logger = (Logger) LoggerFactory.getLogger(ConflictingDuplicates.class);

	private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

	/** Once the engine runs: the first start in a process sets all loggers anew. */
	private void listen() {
		this.lines.start();
		this.logger.addAppender(this.lines);
		this.logger.setLevel(Level.INFO);
	}

	@AfterEach
	void stopListening() {
		this.logger.detachAppender(this.lines);
		this.logger.setLevel(null);
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void areToldInOneLineWithTheWorstHospitals(Database database) {
		NightEngine engine = NightEngine.empty(database);
		listen();
		for (int hospital = 1; hospital <= 7; hospital++) {
			refuse(engine, DAY, hospital, (hospital == 6) ? 3 : 1, ProblemCode.CONFLICTING_DUPLICATE);
		}
		refuse(engine, DAY, 8, 9, ProblemCode.UNKNOWN_CITY);
		refuse(engine, DAY.plusDays(1), 9, 9, ProblemCode.CONFLICTING_DUPLICATE);
		engine.bean(ConflictingDuplicates.class).tell(DAY);
		assertThat(this.lines.list).extracting(ILoggingEvent::getFormattedMessage)
			.containsExactly("Night " + DAY + ": 9 CONFLICTING_DUPLICATE of 7 hospitals, most of them: "
					+ "H6 3, H1 1, H2 1, H3 1, H4 1");
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void aDayWithoutAnySaysNothing(Database database) {
		NightEngine engine = NightEngine.empty(database);
		listen();
		refuse(engine, DAY.plusDays(1), 1, 1, ProblemCode.CONFLICTING_DUPLICATE);
		engine.bean(ConflictingDuplicates.class).tell(DAY);
		assertThat(this.lines.list).isEmpty();
	}

	private static void refuse(NightEngine engine, LocalDate day, int hospital, int claims, ProblemCode code) {
		for (int claim = 0; claim < claims; claim++) {
			engine.jdbc()
				.update("""
						insert into claim_refusal (source_partition, source_offset, clearing_day, hospital_code,
						  claim_no, code, pointer, message, accepted_at_ms)
						values (?, ?, ?, ?, ?, ?, '', '', 0)""", hospital, claim, day, "H" + hospital, "C" + claim,
						code.name());
		}
	}

}
