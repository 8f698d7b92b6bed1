package io.medsettle.api.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;

/**
 * The clients in the database.
 */
@Component
public class AccessClients {

	private static final String COLUMNS = """
			select client_id, secret_hash, role, organisation, valid_from_ms, valid_to_ms, revoked_at_ms,
				certificate_subject
			from access_client""";

	private static final String ADD = """
			insert into access_client (client_id, secret_hash, role, organisation, valid_from_ms, valid_to_ms)
			values (?, ?, ?, ?, ?, ?)
			on conflict do nothing""";

	private static final String REVOKE = """
			update access_client set revoked_at_ms = ?, tokens_from_ms = ?, certificate_subject = null
			where client_id = ? and revoked_at_ms is null""";

	private static final String NEW_SECRET = """
			update access_client set secret_hash = ?, tokens_from_ms = ?, certificate_subject = null
			where client_id = ? and revoked_at_ms is null""";

	private static final String CERTIFICATE = """
			update access_client set certificate_subject = ?, tokens_from_ms = ?
			where client_id = ? and revoked_at_ms is null and not exists (
				select 1 from access_client other
				where other.certificate_subject = ? and other.client_id <> access_client.client_id)""";

	private static final String HAS_SECRET = """
			select exists (select 1 from access_client where revoked_at_ms is null and secret_hash = ?)""";

	private static final String TOKENS_FROM = """
			select client_id, tokens_from_ms from access_client where tokens_from_ms > ?""";

	private final JdbcTemplate jdbc;

	AccessClients(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/** The client of this id, valid or not. */
	public Optional<AccessClient> find(String clientId) {
		return this.jdbc.query(COLUMNS + " where client_id = ?", AccessClients::map, clientId).stream().findFirst();
	}

	/** All of them, by id. */
	public List<AccessClient> list() {
		return this.jdbc.query(COLUMNS + " order by client_id", AccessClients::map);
	}

	/**
	 * From when on tokens count, of the clients where that is later than an instant.
	 */
	public Map<String, Instant> tokensFrom(Instant laterThan) {
		Map<String, Instant> found = new HashMap<>();
		this.jdbc.query(TOKENS_FROM, (RowCallbackHandler) (row) -> found.put(row.getString("client_id"),
				Instant.ofEpochMilli(row.getLong("tokens_from_ms"))), laterThan.toEpochMilli());
		return found;
	}

	/**
	 * Adds clients. One whose id is taken is passed over.
	 * @return how many are new
	 */
	public int add(Collection<AccessClient> clients) {
		int[] added = this.jdbc.batchUpdate(ADD,
				clients.stream()
					.map((client) -> new @Nullable Object[] { client.clientId(), client.secretHash(),
							client.role().name(), client.organisation(), client.validFrom().toEpochMilli(),
							(client.validTo() != null) ? client.validTo().toEpochMilli() : null })
					.toList());
		return Arrays.stream(added).sum();
	}

	/**
	 * Revokes a client for good; again changes nothing.
	 * @return whether it was not revoked before
	 */
	public boolean revoke(String clientId, Instant at) {
		return this.jdbc.update(REVOKE, at.toEpochMilli(), at.toEpochMilli(), clientId) == 1;
	}

	/**
	 * Gives a client a new secret; the tokens it has got by the old one, or by a
	 * certificate, are dead, and the certificate counts no longer.
	 * @return whether there is such a client, and it is not revoked
	 */
	public boolean replaceSecret(String clientId, String secretHash, Instant at) {
		return this.jdbc.update(NEW_SECRET, secretHash, at.toEpochMilli(), clientId) == 1;
	}

	/**
	 * Has a client show a certificate in place of its secret; the tokens it has got so
	 * far are dead.
	 * @param subject as RFC 2253 writes it
	 * @return whether there is such a client, it is not revoked, and no other has this
	 * subject
	 */
	public boolean replaceByCertificate(String clientId, String subject, Instant at) {
		return this.jdbc.update(CERTIFICATE, subject, at.toEpochMilli(), clientId, subject) == 1;
	}

	/** Whether a client has a secret that is kept so. */
	boolean hasSecret(String secretHash) {
		return Boolean.TRUE.equals(this.jdbc.queryForObject(HAS_SECRET, Boolean.class, secretHash));
	}

	private static AccessClient map(ResultSet row, int number) throws SQLException {
		return new AccessClient(row.getString("client_id"), row.getString("secret_hash"),
				AccessRole.valueOf(row.getString("role")), row.getString("organisation"),
				Instant.ofEpochMilli(row.getLong("valid_from_ms")), instant(row.getObject("valid_to_ms", Long.class)),
				instant(row.getObject("revoked_at_ms", Long.class)), row.getString("certificate_subject"));
	}

	private static @Nullable Instant instant(@Nullable Long epochMilli) {
		return (epochMilli != null) ? Instant.ofEpochMilli(epochMilli) : null;
	}

}
