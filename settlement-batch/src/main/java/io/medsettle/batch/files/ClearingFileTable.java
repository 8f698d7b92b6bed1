package io.medsettle.batch.files;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.day.DaySealedException;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The clearing files as stored, whether their day is published or not.
 */
@Component
public class ClearingFileTable {

	private static final String SELECT = """
			select f.day, f.name, f.city, f.kind, f.revision, f.sequence_number, f.size_bytes, f.records, f.sha256,
			       f.payable_claims, f.payable_fen, f.receivable_claims, f.receivable_fen, a.acknowledged_at_ms
			from clearing_file f
			left join clearing_file_acknowledgement a on a.day = f.day and a.name = f.name
			""";

	private static final String OF_DAY = SELECT + "where f.day = :day order by f.city, f.kind";

	private static final String BY_NAME = SELECT + "where f.day = :day and f.name = :name";

	private static final String DETAIL = SELECT + """
			where f.day = :day and f.city = :city and f.kind = 'DETAIL'
			order by f.revision desc limit 1""";

	private static final String PREVIOUS_MANIFEST = SELECT + """
			where f.city = :city and f.kind = 'MANIFEST' and f.day < :day
			order by f.day desc limit 1""";

	private static final String UNACKNOWLEDGED_MANIFESTS = """
			select count(*) from clearing_file f
			left join clearing_file_acknowledgement a on a.day = f.day and a.name = f.name
			where f.day = :day and f.kind = 'MANIFEST' and a.name is null""";

	private static final String DELETE = "delete from clearing_file where day = ? and city = ?";

	private static final String INSERT = """
			insert into clearing_file
			  (day, name, city, kind, revision, sequence_number, size_bytes, records, sha256,
			   payable_claims, payable_fen, receivable_claims, receivable_fen)
			values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

	private final JdbcClient client;

	private final JdbcTemplate template;

	private final ClearingDays days;

	ClearingFileTable(JdbcClient client, JdbcTemplate template, ClearingDays days) {
		this.client = client;
		this.template = template;
		this.days = days;
	}

	/**
	 * The day's files by city and kind.
	 */
	public List<ClearingFile> list(LocalDate day) {
		return this.client.sql(OF_DAY).param("day", day).query(ClearingFileTable::map).list();
	}

	Optional<ClearingFile> find(LocalDate day, String name) {
		return this.client.sql(BY_NAME).param("day", day).param("name", name).query(ClearingFileTable::map).optional();
	}

	/**
	 * The city's detail file of the day.
	 */
	public Optional<ClearingFile> detail(LocalDate day, String city) {
		return this.client.sql(DETAIL).param("day", day).param("city", city).query(ClearingFileTable::map).optional();
	}

	/**
	 * The city's last manifest before the day.
	 */
	Optional<ClearingFile> previousManifest(LocalDate day, String city) {
		return this.client.sql(PREVIOUS_MANIFEST)
			.param("day", day)
			.param("city", city)
			.query(ClearingFileTable::map)
			.optional();
	}

	/**
	 * How many cities have not acknowledged their manifest of the day.
	 */
	long unacknowledgedManifests(LocalDate day) {
		return this.client.sql(UNACKNOWLEDGED_MANIFESTS).param("day", day).query(Long.class).single();
	}

	/**
	 * Registers a city's files of a day in place of those that were registered before.
	 * @throws DaySealedException if the day is published
	 */
	void replace(LocalDate day, String city, List<ClearingFile> files) {
		this.days.requireUnsealed(day);
		this.template.update(DELETE, day, city);
		this.template.batchUpdate(INSERT,
				files.stream()
					.map((file) -> new Object[] { file.day(), file.name(), file.city(), file.kind().name(),
							file.revision(), file.sequenceNumber(), file.sizeBytes(), file.records(), file.sha256(),
							file.totals().payableClaims(), file.totals().payableFen(), file.totals().receivableClaims(),
							file.totals().receivableFen() })
					.toList());
	}

	private static ClearingFile map(ResultSet row, int number) throws SQLException {
		long acknowledgedAtMs = row.getLong("acknowledged_at_ms");
		Instant acknowledgedAt = row.wasNull() ? null : Instant.ofEpochMilli(acknowledgedAtMs);
		ControlTotals totals = new ControlTotals(row.getLong("payable_claims"), row.getLong("payable_fen"),
				row.getLong("receivable_claims"), row.getLong("receivable_fen"));
		return new ClearingFile(row.getObject("day", LocalDate.class), row.getString("name"), row.getString("city"),
				ClearingFileKind.valueOf(row.getString("kind")), row.getInt("revision"), row.getLong("sequence_number"),
				row.getLong("size_bytes"), row.getLong("records"), row.getString("sha256"), totals, acknowledgedAt);
	}

}
