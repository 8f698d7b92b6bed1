package io.medsettle.batch.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.medsettle.batch.lease.LeaseFence;
import io.medsettle.batch.step.NightRefusedException;
import io.medsettle.core.audit.AuditAnchor;
import io.medsettle.core.audit.AuditAnchors;
import io.medsettle.core.claim.Sha256;
import io.medsettle.core.day.ClearingDay;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.day.DaySealedException;

import org.springframework.stereotype.Component;

/**
 * Writes the four files of a city and registers them.
 */
@Component
class CityFiles {

	/**
	 * A published day never changes, so that its files have one revision; corrections are
	 * entries of a later day.
	 */
	private static final int REVISION = 1;

	private final DetailFile detail;

	private final SummaryFile summary;

	private final BreaksFile breaks;

	private final ManifestFile manifest;

	private final FileStore store;

	private final ClearingFileTable table;

	private final ClearingDays days;

	private final LeaseFence fence;

	private final PublishedManifests published;

	private final AuditAnchors anchors;

	CityFiles(DetailFile detail, SummaryFile summary, BreaksFile breaks, ManifestFile manifest, FileStore store,
			ClearingFileTable table, ClearingDays days, LeaseFence fence, PublishedManifests published,
			AuditAnchors anchors) {
		this.detail = detail;
		this.summary = summary;
		this.breaks = breaks;
		this.manifest = manifest;
		this.store = store;
		this.table = table;
		this.days = days;
		this.fence = fence;
		this.published = published;
		this.anchors = anchors;
	}

	/**
	 * Writes the files, or writes them again.
	 * @return how many claims are in the detail file
	 * @throws DaySealedException if the day is published
	 */
	long write(LocalDate day, String city) throws IOException {
		this.days.requireUnsealed(day);
		this.store.createFolder(day);
		ClearingDay clearingDay = this.days.find(day).orElseThrow();
		Optional<ClearingFile> previous = this.table.previousManifest(day, city);
		ManifestFile.Head head = new ManifestFile.Head(city, day, REVISION,
				previous.map(ClearingFile::sequenceNumber).orElse(0L) + 1, clearingDay.cutOff(),
				previous.map(ClearingFile::sha256).orElse(null), anchor(day));
		List<ClearingFile> files = new ArrayList<>();
		files.add(seal(head, ClearingFileKind.DETAIL, (stream) -> this.detail.write(stream, day, city)));
		files.add(seal(head, ClearingFileKind.SUMMARY, (stream) -> this.summary.write(stream, day, city)));
		files.add(seal(head, ClearingFileKind.BREAKS, (stream) -> this.breaks.write(stream, day, city)));
		List<ClearingFile> listed = List.copyOf(files);
		files.add(seal(head, ClearingFileKind.MANIFEST, (stream) -> this.manifest.write(stream, head, listed)));
		SealedFile.flushFolder(this.store.createFolder(day));
		this.table.replace(day, city, files);
		return listed.getFirst().records();
	}

	/**
	 * Where the audit trail stood when the day was first composed, or stands, if it is
	 * now.
	 */
	AuditAnchor anchor(LocalDate day) {
		return this.anchors.of(day, () -> this.published.auditAnchor(day));
	}

	private ClearingFile seal(ManifestFile.Head head, ClearingFileKind kind, Content content) throws IOException {
		String name = kind.fileName(head.city(), head.day(), REVISION);
		try (SealedFile file = SealedFile.create(this.store.path(head.day(), name))) {
			FileContent written = content.write(file.stream());
			SealedFile.Seal seal = file.end();
			requireUnchanged(head, name, seal.sha256());
			// A file is not taken back with its transaction.
			this.fence.confirm();
			file.seal();
			return new ClearingFile(head.day(), name, head.city(), kind, REVISION, head.sequenceNumber(), seal.bytes(),
					written.records(), seal.sha256(), written.totals(), null);
		}
	}

	/**
	 * Keeps the files of days that were published before the database was restored from a
	 * backup: what bureaus may have fetched never changes. A file is written again by
	 * every night that is done again, so Kafka is asked only where the bytes differ.
	 */
	private void requireUnchanged(ManifestFile.Head head, String name, String sha256) throws IOException {
		Path file = this.store.path(head.day(), name);
		String manifest = ClearingFileKind.MANIFEST.fileName(head.city(), head.day(), REVISION);
		if (Files.exists(file) && !Sha256.ofFile(file).equals(sha256)
				&& this.published.sha256ByName(head.day()).containsKey(manifest)) {
			throw new NightRefusedException(("%s was published before, and this night would write other bytes; the "
					+ "published file was left as it is. What was entered over HTTP after the backup of the database "
					+ "(statements, insured cities' decisions, break actions) is missing: see Restoring in "
					+ "infra/README.md.")
				.formatted(name));
		}
	}

	private interface Content {

		FileContent write(OutputStream stream) throws IOException;

	}

}
