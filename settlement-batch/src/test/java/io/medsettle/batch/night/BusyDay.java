package io.medsettle.batch.night;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.medsettle.batch.testing.ClaimRow;
import io.medsettle.batch.testing.NightEngine;
import io.medsettle.core.claim.ClaimKind;
import io.medsettle.core.ledger.Side;
import io.medsettle.core.statement.StatementDetail;
import io.medsettle.core.statement.StatementLine;
import io.medsettle.core.statement.Statements;
import io.medsettle.testing.Database;

import org.springframework.util.FileSystemUtils;

/**
 * A day on which a bit of everything happens, and all that its night leaves behind.
 */
final class BusyDay {

	private static final LocalDate DAY = NightEngine.DAY;

	private static final List<String> TABLES = List.of("obligation", "bilateral_position", "net_position",
			"clearing_entry", "clearing_file", "reconciliation_break");

	/** Which statements the night has closed: known before anything is published. */
	private static final String STATEMENTS = "hospital_statement_day";

	private BusyDay() {
	}

	static NightEngine begin(Database database) {
		NightEngine engine = NightEngine.empty(database);
		post(engine);
		return engine;
	}

	static void post(NightEngine engine) {
		List<String> cities = List.of("310000", "320500", "330200", "330400", "340100");
		for (int number = 0; number < 100; number++) {
			String insured = cities.get(number % 5);
			String treatment = cities.get((number % 5 + 1 + number % 4) % 5);
			ClaimRow claim = ClaimRow.settlement(DAY, number, insured, treatment).withFen(number * 7, number, 1);
			if (number % 20 == 19) {
				engine.books().post(Side.TREATMENT, claim);
			}
			else {
				engine.books().post(claim);
			}
			if (number % 10 == 0) {
				engine.books().post(claim.reversal(DAY, 100 + number));
			}
		}
		engine.watermark().submitted(110);
		state(engine);
	}

	/**
	 * One hospital states all its claims, but for the first, with a fen too much in the
	 * last.
	 */
	private static void state(NightEngine engine) {
		List<StatementLine> lines = engine.jdbc()
			.query("""
					select claim_no, sign, total_fen, fund_fen, account_fen from treatment_claim
					where hospital_code = 'H31000000001' order by source_offset""",
					(row, number) -> new StatementLine(row.getString(1), ClaimKind.ofSign(row.getInt(2)),
							row.getLong(3), row.getLong(4), row.getLong(5)));
		StatementLine last = lines.removeLast();
		lines.removeFirst();
		lines.add(
				new StatementLine(last.claimNo(), last.kind(), last.totalFen() + 1, last.fundFen(), last.accountFen()));
		engine.bean(Statements.class)
			.keep(new StatementDetail("H31000000001", DAY, "310000", lines.size(), 1, Instant.EPOCH), lines);
	}

	/**
	 * The files and everything else that a published day consists of.
	 */
	static SortedMap<String, String> outcome(NightEngine engine) {
		SortedMap<String, String> outcome = new TreeMap<>(engine.files(DAY));
		for (String table : TABLES) {
			outcome.put(table, rows(engine, table));
		}
		outcome.put(STATEMENTS, rows(engine, STATEMENTS));
		return outcome;
	}

	/**
	 * Takes away what the night has left behind.
	 */
	static void undo(NightEngine engine) {
		TABLES.forEach((table) -> engine.jdbc().update("delete from " + table));
		engine.jdbc().update("update clearing_day set state = 'RECONCILED' where day = ?", DAY);
		FileSystemUtils.deleteRecursively(engine.dataDir().resolve("files").toFile());
	}

	/** In an order that no database can give them differently. */
	private static String rows(NightEngine engine, String table) {
		return engine.jdbc()
			.queryForList("select * from " + table)
			.stream()
			.map(Object::toString)
			.sorted()
			.collect(Collectors.joining("\n"));
	}

}
