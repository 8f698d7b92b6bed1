package io.medsettle.batch.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.medsettle.batch.night.Nights;
import io.medsettle.batch.testing.ClaimRow;
import io.medsettle.batch.testing.NightEngine;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Something of published days that is changed and must not be.
 *
 * @param name what
 * @param day the day whose verification must tell of it
 * @param planted changes it
 * @param sentence how the first discrepancy begins
 */
record Fault(String name, LocalDate day, Consumer<NightEngine> planted, String sentence) {

	private static final LocalDate DAY = NightEngine.DAY;

	private static final LocalDate NEXT_DAY = DAY.plusDays(1);

	private static final LocalDate LAST_DAY = DAY.plusDays(2);

	static Stream<Fault> all() {
		return Stream.concat(inTables(), Stream.concat(inFiles(), inHistory()));
	}

	private static Stream<Fault> inTables() {
		return Stream.of(
				sql("a fen more in an obligation", """
						update obligation set fen = fen + 1
						where day = date '2026-11-20' and insured_city = '320500' and treatment_city = '310000'""",
						"Obligation 320500 to 310000: expected 3 claims of 160001 fen, found 3 claims of 160002 fen."),
				sql("a fen more in a net position", """
						update net_position set net_fen = net_fen + 1, receivable_fen = receivable_fen + 1
						where day = date '2026-11-20' and city = '310000'""",
						"Net position 310000: expected 0 fen payable, 190002 fen receivable, 190002 fen net, "
								+ "found 0 fen payable, 190003 fen receivable, 190003 fen net."),
				sql("a fen more in a bilateral position", """
						update bilateral_position set fen = fen + 1
						where day = date '2026-11-20' and city_a = '310000' and city_b = '320500'""",
						"Bilateral position 310000 with 320500: expected -160001 fen, found -160000 fen."),
				sql("a clearing entry that is not there", """
						delete from clearing_entry
						where day = date '2026-11-20' and book_city = '310000' and counterparty_city = '330400'""",
						"Clearing entry in the book of 310000 with 330400, CLEARING to RECEIVABLE: "
								+ "expected 30001 fen, found 0 fen."),
				sql("a fen more in a treatment claim",
						"update treatment_claim set fund_fen = fund_fen + 1, total_fen = total_fen + 1 where claim_no = 'C-1'",
						"Claim C-1 of hospital H31000000001: expected cleared 80001 fen as in the treatment ledger, "
								+ "found 80000 fen in the insured ledger."),
				sql("a fen more in an insured claim",
						"update insured_claim set fund_fen = fund_fen + 1, total_fen = total_fen + 1 where claim_no = 'C-1'",
						"Claim C-1 of hospital H31000000001: expected cleared 80000 fen as in the treatment ledger, "
								+ "found 80001 fen in the insured ledger."),
				sql("another person in an insured claim",
						"update insured_claim set person_no = 'nobody' where claim_no = 'C-1'",
						"Claim C-1 of hospital H31000000001: expected its person as in the treatment ledger, "
								+ "found another in the insured ledger."),
				sql("a leg that is gone", "delete from insured_claim where claim_no = 'C-9'",
						"Claim C-9 of hospital H31000000001: expected in both ledgers between the same cities, "
								+ "found in the treatment ledger alone (330400 to 310000, 30001 fen)."));
	}

	private static Stream<Fault> inFiles() {
		return Stream.of(
				new Fault("a fen more in a detail line, with all checksums put right", DAY,
						(engine) -> change(engine, DAY, "detail",
								(text) -> text.replaceFirst("(,C-1,.*),800\\.00\r\n", "$1,800.01\r\n")),
						"Detail line of claim C-1 of hospital H31000000001 in 310000_20261120_detail_v1.csv: "
								+ "expected cleared 80000 fen, found 80001 fen."),
				new Fault("a detail line that is gone, with all checksums put right", DAY,
						(engine) -> change(engine, DAY, "detail",
								(text) -> text.replaceFirst("RECEIVABLE,320500,H31000000001,C-2,.*\r\n", "")),
						"Detail line of claim C-2 of hospital H31000000001 in 310000_20261120_detail_v1.csv: "
								+ "expected once, found no line."),
				new Fault("a detail line that stands twice, with all checksums put right", DAY,
						(engine) -> change(engine, DAY, "detail",
								(text) -> text.replaceFirst("(RECEIVABLE,320500,H31000000001,C-2,.*\r\n)", "$1$1")),
						"Detail line of claim C-2 of hospital H31000000001 in 310000_20261120_detail_v1.csv: "
								+ "expected once, found 2 times."),
				new Fault("a summary of other amounts, with all checksums put right", DAY,
						(engine) -> change(engine, DAY, "summary", (text) -> text.replace("1600.01", "1600.02")),
						"Summary line with 320500 in 310000_20261120_summary_v1.csv: expected payable 2 claims of 0 fen, "
								+ "receivable 3 claims of 160001 fen, found payable 2 claims of 0 fen, "
								+ "receivable 3 claims of 160002 fen."),
				new Fault("a break of another amount, with all checksums put right", DAY,
						(engine) -> change(engine, DAY, "breaks", (text) -> text.replaceFirst("800\\.00", "800.10")),
						"Break "),
				new Fault("another amount of a break that was resolved, with all checksums put right", NEXT_DAY,
						(engine) -> change(engine, NEXT_DAY, "breaks",
								(text) -> text.replaceFirst("(,RESOLVED,.*,)[^,]*\r\n", "$10.01\r\n")),
						"Break "),
				new Fault("a break that was resolved left out, with all checksums put right", NEXT_DAY,
						(engine) -> change(engine, NEXT_DAY, "breaks",
								(text) -> text.replaceFirst("\n[^\n]*,RESOLVED,[^\n]*\n", "\n")),
						"Break "),
				new Fault("a line that is none", DAY,
						(engine) -> change(engine, DAY, "detail", (text) -> text.replaceFirst("800\\.00", "800.1")),
						"File 310000_20261120_detail_v1.csv: expected a DETAIL file, found an unreadable line "),
				new Fault("other bytes", DAY,
						(engine) -> write(engine, DAY, "310000_20261120_breaks_v1.csv",
								(text) -> text.replace("\r\n", "\n")),
						"File 310000_20261120_breaks_v1.csv: expected "),
				new Fault("a file that is gone", DAY,
						(engine) -> delete(engine.dataDir().resolve("files/2026-11-20/330200_20261120_summary_v1.csv")),
						"File 330200_20261120_summary_v1.csv: expected on the disk, found no file."),
				new Fault("a manifest that follows another", NEXT_DAY, (engine) -> changeManifest(engine, NEXT_DAY,
						(text) -> text.replaceFirst("(\"previousManifestSha256\" : \")[0-9a-f]{8}", "$100000000")),
						"Manifest 310000_20261121_manifest_v1.json, previousManifestSha256: expected "),
				new Fault("another place of the audit trail", DAY,
						(engine) -> changeManifest(engine, DAY,
								(text) -> text.replaceFirst("(\"head\" : \")[0-9a-f]{8}", "$1ffffffff")),
						"Manifest 310000_20261120_manifest_v1.json, auditTrail: expected row "),
				new Fault("a number of a manifest left out", NEXT_DAY,
						(engine) -> changeManifest(engine, NEXT_DAY,
								(text) -> text.replace("\"sequenceNumber\" : 2", "\"sequenceNumber\" : 3")),
						"Manifest 310000_20261121_manifest_v1.json, sequenceNumber: expected 2, found 3."));
	}

	private static Stream<Fault> inHistory() {
		return Stream.of(
				new Fault("a claim that is neither cleared nor held", DAY,
						(engine) -> engine.books().post(ClaimRow.settlement(DAY, 40, "320500", "310000")),
						"Obligation 320500 to 310000: expected 4 claims of 240001 fen, found 3 claims of 160001 fen."),
				new Fault("a held claim whose break is gone", NEXT_DAY,
						(engine) -> engine.jdbc().update("delete from reconciliation_break where claim_no = 'R-13'"),
						"Break "),
				new Fault("a claim that is cleared and then held", NEXT_DAY,
						(engine) -> engine.jdbc()
							.update("""
									insert into reconciliation_break (break_id, category, state, opened_day, hospital_code, claim_no, sign,
									  insured_city, treatment_city, fen, reason)
									values ('x', 'CONTENT_DIFFERS', 'OPEN', date '2026-11-21', 'H31000000001', 'C-1', 1, '320500', '310000',
									  80000, 'none')"""),
						"Claim C-1 of hospital H31000000001: expected cleared once or held, "
								+ "found cleared on 2026-11-20 without a break and held by the break of 2026-11-21."),
				new Fault("a claim that is cleared on two days", LAST_DAY, Fault::clearAgain,
						"Claim C-1 of hospital H31000000001: expected in the treatment ledger on 2026-11-22 alone, "
								+ "found on 2026-11-20 as well."));
	}

	private static void clearAgain(NightEngine engine) {
		engine.books().post(ClaimRow.settlement(LAST_DAY, 30, "320500", "310000"));
		for (String table : List.of("treatment_claim", "insured_claim")) {
			assertThat(engine.jdbc().update("update " + table + " set claim_no = 'C-1' where claim_no = 'C-30'"))
				.isOne();
		}
		engine.watermark().submit(1);
		assertThat(Nights.run(engine, LAST_DAY).failure()).isNull();
	}

	private static Fault sql(String name, String sql, String sentence) {
		return new Fault(name, DAY, (engine) -> assertThat(engine.jdbc().update(sql)).isOne(), sentence);
	}

	/**
	 * Changes a file of Shanghai and puts right all that is known of its bytes.
	 */
	private static void change(NightEngine engine, LocalDate day, String kind, UnaryOperator<String> change) {
		String name = "310000_" + day.toString().replace("-", "") + "_" + kind + "_v1.csv";
		List<String> before = register(engine, day, name);
		write(engine, day, name, change);
		List<String> after = register(engine, day, name);
		changeManifest(engine, day,
				(text) -> text.replace(before.getFirst(), after.getFirst())
					.replaceFirst("(" + name + "[^}]*\"bytes\" : )\\d+", "$1" + after.get(1))
					.replaceFirst("(" + name + "[^}]*\"records\" : )\\d+", "$1" + after.get(2)));
	}

	private static void changeManifest(NightEngine engine, LocalDate day, UnaryOperator<String> change) {
		String name = "310000_" + day.toString().replace("-", "") + "_manifest_v1.json";
		write(engine, day, name, change);
		register(engine, day, name);
	}

	/**
	 * Registers a file as it is on the disk.
	 * @return checksum, bytes and records
	 */
	private static List<String> register(NightEngine engine, LocalDate day, String name) {
		byte[] bytes = engine.file(name).getBytes(StandardCharsets.UTF_8);
		long records = name.endsWith(".csv") ? engine.file(name).lines().count() - 1 : 1;
		String sha256 = FileReader.checksum(bytes);
		engine.jdbc()
			.update("update clearing_file set sha256 = ?, size_bytes = ?, records = ? where day = ? and name = ?",
					sha256, bytes.length, records, day, name);
		return List.of(sha256, String.valueOf(bytes.length), String.valueOf(records));
	}

	private static void write(NightEngine engine, LocalDate day, String name, UnaryOperator<String> change) {
		String text = engine.file(name);
		String changed = change.apply(text);
		assertThat(changed).isNotEqualTo(text);
		try {
			Files.writeString(engine.dataDir().resolve("files").resolve(day.toString()).resolve(name), changed);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void delete(Path file) {
		try {
			Files.delete(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public String toString() {
		return this.name;
	}

}
