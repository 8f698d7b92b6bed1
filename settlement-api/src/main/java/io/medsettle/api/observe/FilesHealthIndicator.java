package io.medsettle.api.observe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.medsettle.batch.files.DamagedFile;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * Whether a published file was found missing or changed on the disk. The process itself
 * is fit, and restarting it would bring no file back: so the status is one of its own,
 * which no probe takes for a failure.
 */
@Component("filesHealthIndicator")
@ConditionalOnRole(Role.API)
class FilesHealthIndicator extends AbstractHealthIndicator {

	/** Named in {@code management.endpoint.health.status.order}. */
	static final Status DAMAGED = new Status("DAMAGED", "Published files are missing or changed.");

	private static final int NAMED_MAX = 20;

	private final FileGauges files;

	FilesHealthIndicator(FileGauges files) {
		this.files = files;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		List<DamagedFile> damaged = this.files.damaged();
		Map<String, String> details = new LinkedHashMap<>();
		damaged.stream().limit(NAMED_MAX).forEach((each) -> details.put(each.file().name(), each.wrong()));
		if (!damaged.isEmpty()) {
			details.put("whatToDo", "Put the files back from a backup; they are handed out again by themselves then.");
		}
		builder.status(damaged.isEmpty() ? Status.UP : DAMAGED).withDetails(details);
	}

}
