package io.medsettle.batch.files;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.medsettle.batch.lease.LeaseFence;
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

	private final PublishedBytes published;

	CityFiles(DetailFile detail, SummaryFile summary, BreaksFile breaks, ManifestFile manifest, FileStore store,
			ClearingFileTable table, ClearingDays days, LeaseFence fence, PublishedBytes published) {
		this.detail = detail;
		this.summary = summary;
		this.breaks = breaks;
		this.manifest = manifest;
		this.store = store;
		this.table = table;
		this.days = days;
		this.fence = fence;
		this.published = published;
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
		long sequenceNumber = previous.map(ClearingFile::sequenceNumber).orElse(0L) + 1;
		Draft draft = new Draft(day, city, sequenceNumber);
		List<ClearingFile> files = new ArrayList<>();
		files.add(seal(draft, ClearingFileKind.DETAIL, (stream) -> this.detail.write(stream, day, city)));
		files.add(seal(draft, ClearingFileKind.SUMMARY, (stream) -> this.summary.write(stream, day, city)));
		files.add(seal(draft, ClearingFileKind.BREAKS, (stream) -> this.breaks.write(stream, day, city)));
		ManifestFile.Head head = new ManifestFile.Head(city, day, REVISION, sequenceNumber, clearingDay.cutOff(),
				previous.map(ClearingFile::sha256).orElse(null));
		List<ClearingFile> listed = List.copyOf(files);
		files.add(seal(draft, ClearingFileKind.MANIFEST, (stream) -> this.manifest.write(stream, head, listed)));
		SealedFile.flushFolder(this.store.createFolder(day));
		this.table.replace(day, city, files);
		return listed.getFirst().records();
	}

	private ClearingFile seal(Draft draft, ClearingFileKind kind, Content content) throws IOException {
		String name = kind.fileName(draft.city(), draft.day(), REVISION);
		try (SealedFile file = SealedFile.create(this.store.path(draft.day(), name))) {
			FileContent written = content.write(file.stream());
			SealedFile.Seal seal = file.end();
			this.published.requireUnchanged(draft.day(),
					ClearingFileKind.MANIFEST.fileName(draft.city(), draft.day(), REVISION),
					this.store.path(draft.day(), name), seal.sha256());
			// A file is not taken back with its transaction.
			this.fence.confirm();
			file.seal();
			return new ClearingFile(draft.day(), name, draft.city(), kind, REVISION, draft.sequenceNumber(),
					seal.bytes(), written.records(), seal.sha256(), written.totals(), null);
		}
	}

	private interface Content {

		FileContent write(OutputStream stream) throws IOException;

	}

	private record Draft(LocalDate day, String city, long sequenceNumber) {
	}

}
