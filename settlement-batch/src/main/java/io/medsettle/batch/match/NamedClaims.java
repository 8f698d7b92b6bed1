package io.medsettle.batch.match;

import java.time.LocalDate;
import java.util.List;

import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.database.Columns;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;

/**
 * Looks claims up by their names, some thousands at once, so that the cost depends on how
 * many are asked for and not on how many there are.
 */
@Component
public class NamedClaims {

	/** What to join with what is known of the claims that are asked for. */
	public static final String WANTED = """
			from unnest(cast(? as varchar array), cast(? as varchar array)) as wanted (hospital_code, claim_no)
			""";

	private static final int LOOKED_UP_AT_ONCE = 5000;

	private final JdbcTemplate jdbc;

	NamedClaims(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Looks claims up.
	 * @param sql has {@link #WANTED} and, behind it, a day as its only other parameter
	 */
	public void query(String sql, List<ClaimIdentity> claims, LocalDate day, RowCallbackHandler each) {
		for (int from = 0; from < claims.size(); from += LOOKED_UP_AT_ONCE) {
			List<ClaimIdentity> wanted = claims.subList(from, Math.min(claims.size(), from + LOOKED_UP_AT_ONCE));
			this.jdbc.query(sql, (statement) -> {
				new Columns<>(statement, wanted).varchar(ClaimIdentity::hospitalCode).varchar(ClaimIdentity::claimNo);
				statement.setObject(3, day);
			}, each);
		}
	}

}
