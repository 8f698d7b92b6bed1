package io.medsettle.core.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import io.medsettle.core.claim.Sha256;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The rows of the audit trail and their hashes. The hash of a row is the SHA-256 of the
 * hash before it and of the row's fields in the order of {@link #FIELDS}, numbers as
 * decimal digits, each with its length in UTF-8 as four bytes, the highest first, before
 * it. No field has a form that a database might change.
 */
@Component
class AuditTable {

	/** Of the row before the first. */
	static final String NO_HASH = "0".repeat(64);

	private static final String FIELDS = "number, at_ms, actor_kind, actor, organisation, role, address, act,"
			+ " subject_kind, subject, touched, reason, state_before, state_after, outcome, code, times";

	private static final int FIELDS_COUNT = FIELDS.split(",").length;

	static final String SELECT = "select " + FIELDS + ", previous_hash, hash from audit_entry ";

	/** Held until the end of the transaction: the next writer waits for it. */
	private static final String LOCK_HEAD = "select number, hash from audit_head where id = 1 for update";

	private static final String INSERT = "insert into audit_entry (" + FIELDS + ", previous_hash, hash) values ("
			+ "?, ".repeat(FIELDS_COUNT + 1) + "?)";

	private static final String TOUCH = "insert into audit_touch (organisation, number) values (?, ?)";

	private static final String MOVE_HEAD = "update audit_head set number = ?, hash = ? where id = 1";

	private final JdbcTemplate jdbc;

	AuditTable(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Adds a row behind all others, in the caller's transaction.
	 */
	void append(AuditEntry entry, long atMs) {
		Head head = this.jdbc.query(LOCK_HEAD, (row, index) -> new Head(row.getLong("number"), row.getString("hash")))
			.getFirst();
		long number = head.number() + 1;
		List<Object> fields = fields(entry, number, atMs);
		String hash = hash(head.hash(), fields);
		List<Object> values = new ArrayList<>(fields);
		values.add(head.hash());
		values.add(hash);
		this.jdbc.update(INSERT, values.toArray());
		if (!entry.touched().isEmpty()) {
			this.jdbc.batchUpdate(TOUCH,
					entry.touched().stream().map((organisation) -> new Object[] { organisation, number }).toList());
		}
		this.jdbc.update(MOVE_HEAD, number, hash);
	}

	private static List<Object> fields(AuditEntry entry, long number, long atMs) {
		AuditActor actor = entry.actor();
		return List.of(number, atMs, actor.kind().name(), actor.id(), actor.organisation(), actor.role(),
				actor.address(), entry.act(), entry.subject().kind(), entry.subject().id(),
				String.join(" ", entry.touched()), entry.reason(), entry.before(), entry.after(),
				entry.outcome().name(), entry.code(), entry.times());
	}

	static String hash(String previous, List<Object> fields) {
		MessageDigest digest = Sha256.digest();
		put(digest, previous);
		fields.forEach((field) -> put(digest, field.toString()));
		return HexFormat.of().formatHex(digest.digest());
	}

	private static void put(MessageDigest digest, String text) {
		byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
		digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).flip());
		digest.update(utf8);
	}

	/** Also of a row that somebody has changed. */
	static Stored map(ResultSet row, int index) throws SQLException {
		List<Object> fields = new ArrayList<>();
		for (int field = 1; field <= FIELDS_COUNT; field++) {
			fields.add(row.getString(field));
		}
		List<String> touched = row.getString("touched").isEmpty() ? List.of()
				: List.of(row.getString("touched").split(" "));
		return new Stored(
				new AuditRow(row.getLong("number"), Instant.ofEpochMilli(row.getLong("at_ms")),
						row.getString("actor_kind"), row.getString("actor"), row.getString("organisation"),
						row.getString("role"), row.getString("address"), row.getString("act"),
						row.getString("subject_kind"), row.getString("subject"), touched, row.getString("reason"),
						row.getString("state_before"), row.getString("state_after"), row.getString("outcome"),
						row.getString("code"), row.getLong("times"), row.getString("hash")),
				row.getString("previous_hash"), hash(row.getString("previous_hash"), fields));
	}

	/**
	 * A row with its place in the chain.
	 *
	 * @param row the row
	 * @param previousHash what it says of the row before
	 * @param reckonedHash the hash that it should have
	 */
	record Stored(AuditRow row, String previousHash, String reckonedHash) {
	}

	private record Head(long number, String hash) {
	}

}
