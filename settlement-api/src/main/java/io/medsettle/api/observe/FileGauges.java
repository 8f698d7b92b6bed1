package io.medsettle.api.observe;

import java.util.List;
import java.util.concurrent.TimeUnit;

import io.medsettle.batch.files.ClearingFiles;
import io.medsettle.batch.files.DamagedFile;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Published files on the disk. Only processes that hand them out measure it.
 * {@code settlement.files.damaged}: those that were asked for and found missing or
 * changed, and still are.
 */
@Component
@ConditionalOnRole(Role.API)
class FileGauges {

	private final ClearingFiles files;

	private volatile List<DamagedFile> damaged = List.of();

	FileGauges(ClearingFiles files, MeterRegistry meters) {
		this.files = files;
		Gauge.builder("settlement.files.damaged", this, (gauges) -> gauges.damaged.size())
			.description("Published files that were asked for and found missing or changed on the disk")
			.register(meters);
	}

	@Scheduled(fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
	void read() {
		this.damaged = this.files.damaged();
	}

	List<DamagedFile> damaged() {
		return this.damaged;
	}

}
