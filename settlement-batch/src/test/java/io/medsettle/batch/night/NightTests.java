package io.medsettle.batch.night;

import java.time.LocalDate;

import io.medsettle.batch.breaks.Break;
import io.medsettle.batch.clear.Positions;
import io.medsettle.batch.testing.ClaimRow;
import io.medsettle.batch.testing.FakeAnnouncements;
import io.medsettle.batch.testing.NightEngine;
import io.medsettle.core.clearing.BilateralPosition;
import io.medsettle.core.clearing.ClearingDayState;
import io.medsettle.core.clearing.NetPosition;
import io.medsettle.core.clearing.Obligation;
import io.medsettle.testing.Database;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A night from the cut-off to the announcement.
 */
class NightTests {

	private static final LocalDate DAY = NightEngine.DAY;

	@ParameterizedTest
	@EnumSource(Database.class)
	void clearsTheWorkedExample(Database database) {
		NightEngine engine = NightEngine.empty(database);
		engine.books()
			.post(claim(1, "320500", "310000", 500_000), claim(2, "310000", "320500", 120_000),
					claim(3, "330200", "310000", 80_000), claim(4, "320500", "330200", 30_000));
		engine.watermark().submitted(4);

		NightRun run = Nights.run(engine, DAY);

		assertThat(run.failure()).isNull();
		assertThat(run.state()).isEqualTo(NightRunState.COMPLETED);
		assertThat(engine.state(DAY)).isEqualTo(ClearingDayState.PUBLISHED);
		Positions positions = engine.bean(Positions.class);
		assertThat(positions.obligations(DAY)).containsExactly(new Obligation("310000", "320500", 1, 120_000),
				new Obligation("320500", "310000", 1, 500_000), new Obligation("320500", "330200", 1, 30_000),
				new Obligation("330200", "310000", 1, 80_000));
		assertThat(positions.bilateral(DAY)).containsExactly(new BilateralPosition("310000", "320500", -380_000),
				new BilateralPosition("310000", "330200", -80_000), new BilateralPosition("320500", "330200", 30_000));
		assertThat(positions.net(DAY)).contains(new NetPosition("310000", 120_000, 580_000, 460_000),
				new NetPosition("320500", 530_000, 120_000, -410_000),
				new NetPosition("330200", 80_000, 30_000, -50_000), new NetPosition("330400", 0, 0, 0));
		assertThat(engine.files(DAY)).hasSize(5 * 4);
		assertThat(engine.bean(FakeAnnouncements.class).sent()).hasSize(5);
		assertThat(engine.breaks(null, null, null)).extracting(Break::claimNo).isEmpty();
	}

	private static ClaimRow claim(long number, String insuredCity, String treatmentCity, long fen) {
		return ClaimRow.settlement(DAY, number, insuredCity, treatmentCity).withFen(fen, 0, 0);
	}

}
