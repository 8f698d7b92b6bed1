package io.medsettle.api.observe;

import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import io.medsettle.core.clearing.ClearingDayState;
import io.medsettle.core.day.ClearingDay;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * How the clearing days stand. Only processes of the night measure it.
 * <ul>
 * <li>{@code settlement.day.state}: 1 at the state of the oldest day that is not
 * published, 0 at the others. {@code cut_off} from the instant of the cut-off on.</li>
 * <li>{@code settlement.day.overdue}: how long ago that day's cut-off was; 0 before
 * it.</li>
 * <li>{@code settlement.day.published.cut.off}: the cut-off of the newest published day,
 * in seconds since 1970; 0 before the first.</li>
 * </ul>
 */
@Component
@ConditionalOnRole(Role.NIGHT)
class DayGauges {

	private final ClearingDays days;

	private final Clock clock;

	private volatile @Nullable ClearingDay oldestUnpublished;

	private volatile long publishedCutOffMs;

	DayGauges(ClearingDays days, Clock clock, MeterRegistry meters) {
		this.days = days;
		this.clock = clock;
		for (ClearingDayState state : ClearingDayState.values()) {
			if (!state.isSealed()) {
				Gauge.builder("settlement.day.state", this, (gauges) -> (gauges.state() == state) ? 1 : 0)
					.description("1 at the state of the oldest clearing day that is not published")
					.tag("state", state.name().toLowerCase(Locale.ROOT))
					.register(meters);
			}
		}
		TimeGauge.builder("settlement.day.overdue", this, TimeUnit.MILLISECONDS, DayGauges::overdueMs)
			.description("Time since the cut-off of the oldest clearing day that is not published")
			.register(meters);
		TimeGauge
			.builder("settlement.day.published.cut.off", this, TimeUnit.MILLISECONDS,
					(gauges) -> gauges.publishedCutOffMs)
			.description("The cut-off of the newest published clearing day, since 1970")
			.register(meters);
	}

	@Scheduled(fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
	void read() {
		this.oldestUnpublished = this.days.firstUnsealed().orElse(null);
		this.publishedCutOffMs = this.days.lastSealed().map((day) -> day.cutOff().toEpochMilli()).orElse(0L);
	}

	private @Nullable ClearingDayState state() {
		ClearingDay day = this.oldestUnpublished;
		if (day == null) {
			return null;
		}
		boolean passed = !day.cutOff().isAfter(this.clock.instant());
		return (passed && day.state() == ClearingDayState.OPEN) ? ClearingDayState.CUT_OFF : day.state();
	}

	private double overdueMs() {
		ClearingDay day = this.oldestUnpublished;
		return (day == null) ? 0 : Math.max(0, this.clock.millis() - day.cutOff().toEpochMilli());
	}

}
