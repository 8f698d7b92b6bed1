package io.medsettle.batch.verify;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import io.medsettle.core.settings.SettlementSettings;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Which files were published, and where they lie.
 */
@Component
class PublishedFiles {

	private static final String SELECT = """
			select name, city, kind, revision, sequence_number, size_bytes, records, sha256, payable_claims, payable_fen,
			       receivable_claims, receivable_fen, day
			from clearing_file
			""";

	private static final String OF_DAY = SELECT + "where day = ? order by city, kind, name";

	private static final String MANIFEST_BEFORE = SELECT
			+ "where city = ? and kind = 'MANIFEST' and day < ? order by day desc limit 1";

	private final JdbcTemplate jdbc;

	private final Path root;

	PublishedFiles(JdbcTemplate jdbc, SettlementSettings settings) {
		this.jdbc = jdbc;
		this.root = settings.dataDir().resolve("files");
	}

	List<PublishedFile> ofDay(LocalDate day) {
		return this.jdbc.query(OF_DAY, PublishedFiles::map, day);
	}

	/** The city's last manifest before the day. */
	Optional<PublishedFile> manifestBefore(LocalDate day, String city) {
		return this.jdbc.query(MANIFEST_BEFORE, PublishedFiles::map, city, day).stream().findFirst();
	}

	Path path(PublishedFile file) {
		return this.root.resolve(file.day().toString()).resolve(file.name());
	}

	private static PublishedFile map(ResultSet row, int number) throws SQLException {
		return new PublishedFile(row.getObject("day", LocalDate.class), row.getString(1), row.getString(2),
				row.getString(3), row.getInt(4), row.getLong(5), row.getLong(6), row.getLong(7), row.getString(8),
				new Totals(row.getLong(9), row.getLong(10), row.getLong(11), row.getLong(12)));
	}

}
