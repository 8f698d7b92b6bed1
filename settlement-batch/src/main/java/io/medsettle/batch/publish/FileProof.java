package io.medsettle.batch.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

import io.medsettle.batch.clear.BookedDay;
import io.medsettle.batch.clear.ClearingEntry;
import io.medsettle.batch.clear.ClearingEntryTable;
import io.medsettle.batch.clear.Differences;
import io.medsettle.batch.clear.GrossObligations;
import io.medsettle.batch.clear.PositionTable;
import io.medsettle.batch.files.ClearingFile;
import io.medsettle.batch.files.ClearingFileKind;
import io.medsettle.batch.files.ClearingFileTable;
import io.medsettle.batch.files.ClearingFiles;
import io.medsettle.batch.files.ControlTotals;
import io.medsettle.core.audit.AuditAnchor;
import io.medsettle.core.audit.AuditAnchors;
import io.medsettle.core.claim.Sha256;
import io.medsettle.core.clearing.NetPosition;
import io.medsettle.core.clearing.Obligation;
import io.medsettle.core.ledger.Account;
import io.medsettle.core.ledger.Side;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * Ledgers, positions, clearing entries and files say the same, and the files on the disk
 * are the ones that were registered.
 */
@Component
class FileProof extends Proof {

	private final GrossObligations ledger;

	private final PositionTable positions;

	private final ClearingEntryTable entries;

	private final ClearingFileTable table;

	private final ClearingFiles files;

	private final AuditAnchors anchors;

	private final JsonMapper mapper;

	FileProof(GrossObligations ledger, PositionTable positions, ClearingEntryTable entries, ClearingFileTable table,
			ClearingFiles files, AuditAnchors anchors, JsonMapper mapper) {
		super(6, "positions = ledgers = clearing entries = files = manifests");
		this.ledger = ledger;
		this.positions = positions;
		this.entries = entries;
		this.table = table;
		this.files = files;
		this.anchors = anchors;
		this.mapper = mapper;
	}

	@Override
	Optional<String> violation(BookedDay booked) {
		LocalDate day = booked.day();
		List<Obligation> obligations = this.positions.obligations(day);
		return Arrays.stream(Side.values())
			.<Supplier<Optional<String>>>map((side) -> () -> ledger(side, booked, obligations))
			.flatMap((check) -> check.get().stream())
			.findFirst()
			.or(() -> clearingAccounts(day))
			.or(() -> files(day, obligations));
	}

	private Optional<String> ledger(Side side, BookedDay booked, List<Obligation> obligations) {
		return Differences.first(obligations, this.ledger.obligations(side, booked))
			.map((difference) -> "Positions and the " + side.legName() + " ledger differ: " + difference);
	}

	/**
	 * The balance of a city's clearing account is its net position.
	 */
	private Optional<String> clearingAccounts(LocalDate day) {
		SortedMap<String, Long> balances = new TreeMap<>();
		for (ClearingEntry entry : this.entries.list(day)) {
			long fen = (entry.debit() == Account.CLEARING) ? entry.fen() : -entry.fen();
			balances.merge(entry.bookCity(), fen, Math::addExact);
		}
		return this.positions.net(day)
			.stream()
			.filter((position) -> balances.getOrDefault(position.city(), 0L) != position.netFen())
			.findFirst()
			.map((position) -> "The clearing account of %s stands at %d fen, its net position at %d fen."
				.formatted(position.city(), balances.getOrDefault(position.city(), 0L), position.netFen()));
	}

	private Optional<String> files(LocalDate day, List<Obligation> obligations) {
		Map<String, Map<ClearingFileKind, ClearingFile>> byCity = new TreeMap<>();
		for (ClearingFile file : this.table.list(day)) {
			byCity.computeIfAbsent(file.city(), (city) -> new EnumMap<>(ClearingFileKind.class)).put(file.kind(), file);
		}
		Map<String, ControlTotals> expected = expected(day, obligations);
		return expected.entrySet()
			.stream()
			.flatMap((city) -> ofCity(city.getKey(), city.getValue(), byCity.get(city.getKey())).stream())
			.findFirst()
			.or(() -> byCity.values()
				.stream()
				.flatMap((kinds) -> kinds.values().stream())
				.flatMap((file) -> onDisk(file).stream())
				.findFirst());
	}

	private Map<String, ControlTotals> expected(LocalDate day, List<Obligation> obligations) {
		Map<String, Long> payableClaims = new TreeMap<>();
		Map<String, Long> receivableClaims = new TreeMap<>();
		for (Obligation owed : obligations) {
			payableClaims.merge(owed.insuredCity(), owed.claims(), Long::sum);
			receivableClaims.merge(owed.treatmentCity(), owed.claims(), Long::sum);
		}
		Map<String, ControlTotals> expected = new TreeMap<>();
		for (NetPosition position : this.positions.net(day)) {
			expected.put(position.city(),
					new ControlTotals(payableClaims.getOrDefault(position.city(), 0L), position.payableFen(),
							receivableClaims.getOrDefault(position.city(), 0L), position.receivableFen()));
		}
		return expected;
	}

	private Optional<String> ofCity(String city, ControlTotals expected,
			@Nullable Map<ClearingFileKind, ClearingFile> files) {
		for (ClearingFileKind kind : ClearingFileKind.values()) {
			ClearingFile file = (files != null) ? files.get(kind) : null;
			if (file == null) {
				return Optional.of("City " + city + " has no " + kind + " file.");
			}
			if (kind != ClearingFileKind.BREAKS && !file.totals().equals(expected)) {
				return Optional.of(differ(file, file.totals(), expected));
			}
			if (kind == ClearingFileKind.DETAIL
					&& file.records() != expected.payableClaims() + expected.receivableClaims()) {
				return Optional.of("%s has %d lines for %d claims.".formatted(file.name(), file.records(),
						expected.payableClaims() + expected.receivableClaims()));
			}
			if (kind == ClearingFileKind.MANIFEST) {
				return manifest(file, expected);
			}
		}
		return Optional.empty();
	}

	/**
	 * The totals that the manifest on the disk tells the bureau.
	 */
	private Optional<String> manifest(ClearingFile file, ControlTotals expected) {
		Path path = this.files.path(file);
		if (!Files.exists(path)) {
			return Optional.of(file.name() + " is not on the disk.");
		}
		JsonNode manifest = this.mapper.readTree(path);
		AuditAnchor audit = new AuditAnchor(manifest.path("auditTrail").path("entries").asLong(),
				manifest.path("auditTrail").path("head").asString(""));
		if (this.anchors.find(file.day()).filter(audit::equals).isEmpty()) {
			return Optional.of(file.name() + " tells another place of the audit trail than the day has.");
		}
		JsonNode totals = manifest.path("totals");
		ControlTotals told = new ControlTotals(totals.path("payableClaims").asLong(),
				totals.path("payableFen").asLong(), totals.path("receivableClaims").asLong(),
				totals.path("receivableFen").asLong());
		if (!told.equals(expected)) {
			return Optional.of(differ(file, told, expected));
		}
		long netFen = totals.path("netFen").asLong();
		return (netFen == expected.netFen()) ? Optional.empty()
				: Optional.of("%s tells a net position of %d fen, the positions one of %d.".formatted(file.name(),
						netFen, expected.netFen()));
	}

	private static String differ(ClearingFile file, ControlTotals told, ControlTotals expected) {
		return "%s adds up to %s, the positions to %s.".formatted(file.name(), told, expected);
	}

	private Optional<String> onDisk(ClearingFile file) {
		Path path = this.files.path(file);
		try {
			if (!Files.exists(path)) {
				return Optional.of(file.name() + " is not on the disk.");
			}
			String sha256 = Sha256.ofFile(path);
			return sha256.equals(file.sha256()) ? Optional.empty()
					: Optional.of("%s has the checksum %s on the disk and was registered with %s."
						.formatted(file.name(), sha256, file.sha256()));
		}
		catch (IOException ex) {
			return Optional.of(file.name() + " cannot be read from the disk (" + ex.getClass().getSimpleName() + ").");
		}
	}

}
