package io.medsettle.core.audit;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Reads the audit trail, the newest rows first.
 */
@Component
public class AuditReader {

	/** The most rows of one page. */
	public static final int PAGE_MAX = 500;

	private static final String ALL = AuditTable.SELECT + "where number < ? order by number desc limit ?";

	/** Of two codes, as a row that touches everyone has no other. */
	private static final String TOUCHING = AuditTable.SELECT + """
			where number in (
			  select number from audit_touch where organisation in (?, '*') and number < ? order by number desc limit ?)
			order by number desc""";

	private final JdbcTemplate jdbc;

	AuditReader(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * A page of rows.
	 * @param organisation only rows that touch it; null for all rows
	 * @param before only rows with a lower number, such as that of the last row of the
	 * page before; null for the first page
	 * @param limit how many rows, {@value #PAGE_MAX} at most
	 */
	public List<AuditRow> page(@Nullable String organisation, @Nullable Long before, int limit) {
		long below = (before != null) ? before : Long.MAX_VALUE;
		int rows = Math.clamp(limit, 1, PAGE_MAX);
		Object[] parameters = (organisation != null) ? new Object[] { organisation, below, rows }
				: new Object[] { below, rows };
		return this.jdbc.query((organisation != null) ? TOUCHING : ALL, AuditTable::map, parameters)
			.stream()
			.map(AuditTable.Stored::row)
			.toList();
	}

}
