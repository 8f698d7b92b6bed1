package io.medsettle.batch.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.medsettle.batch.breaks.BreakActions;
import io.medsettle.batch.breaks.Resolution;
import io.medsettle.batch.night.NightRunState;
import io.medsettle.batch.night.Nights;
import io.medsettle.batch.testing.ClaimRow;
import io.medsettle.batch.testing.NightEngine;
import io.medsettle.batch.verify.Verifications;
import io.medsettle.core.ledger.Side;
import io.medsettle.testing.Database;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The files to the byte: a reversal, a late claim, a held claim, a Chinese name with a
 * comma, and claim numbers that a dictionary would sort otherwise.
 */
class ClearingFileFormatTests {

	private static final LocalDate DAY = NightEngine.DAY;

	private static final String DETAIL_HEADER = "direction,counterparty_city,hospital_code,claim_no,kind,original_claim_no,"
			+ "person_no,insurance_type,visit_type,settled_at,accepted_at,late,total_yuan,fund_yuan,account_yuan,cleared_yuan\n";

	private static final String BREAKS_HEADER = "break_id,category,opened_day,direction,counterparty_city,hospital_code,"
			+ "claim_no,kind,original_claim_no,cleared_yuan,reason,state,action,proposed_by,approved_by,approved_at,settled_yuan\n";

	@ParameterizedTest
	@EnumSource(Database.class)
	void everyFileOfACity(Database database) {
		NightEngine engine = NightEngine.empty(database);
		ClaimRow first = ClaimRow.settlement(DAY, 1, "320500", "310000").withClaimNo("b-1");
		ClaimRow late = ClaimRow.settlement(DAY, 2, "320500", "310000")
			.withClaimNo("B2")
			.settledAt(OffsetDateTime.parse("2026-11-17T23:59:59.999+08:00"))
			.withFen(5, 0, 7);
		ClaimRow abroad = ClaimRow.settlement(DAY, 3, "310000", "340100").withClaimNo("a,\"1");
		ClaimRow held = ClaimRow.settlement(DAY, 4, "330200", "310000");
		engine.books().post(first, late, abroad, first.reversal(DAY, 5), late.reversal(DAY, 6).withFen(6, 0, 6));
		engine.books().post(Side.TREATMENT, held);
		engine.watermark().submitted(6);

		assertThat(Nights.run(engine, DAY).state()).isEqualTo(NightRunState.COMPLETED);

		assertThat(engine.file("310000_20261120_detail_v1.csv")).isEqualTo(crlf(DETAIL_HEADER
				+ """
						PAYABLE,340100,H34010000001,"a,""1",SETTLEMENT,,310000000001,310,11,2026-11-20T09:00:03.000+08:00,2026-11-20T09:00:04.250+08:00,false,1286.50,300.00,500.00,800.00
						RECEIVABLE,320500,H31000000001,B2,SETTLEMENT,,320500000001,310,11,2026-11-17T23:59:59.999+08:00,2026-11-20T09:00:03.250+08:00,true,0.12,0.05,0.00,0.05
						RECEIVABLE,320500,H31000000001,R-5,REVERSAL,b-1,320500000001,310,11,2026-11-20T09:00:05.000+08:00,2026-11-20T09:00:06.250+08:00,false,-1286.50,-300.00,-500.00,-800.00
						RECEIVABLE,320500,H31000000001,b-1,SETTLEMENT,,320500000001,310,11,2026-11-20T09:00:01.000+08:00,2026-11-20T09:00:02.250+08:00,false,1286.50,300.00,500.00,800.00
						"""));
		assertThat(engine.file("310000_20261120_summary_v1.csv")).isEqualTo(
				crlf("""
						counterparty_city,counterparty_name,payable_claims,payable_yuan,receivable_claims,receivable_yuan,net_yuan
						320500,苏州,0,0.00,3,0.05,0.05
						340100,"合肥, ""庐州""\",1,800.00,0,0.00,-800.00
						"""));
		assertThat(engine.file("310000_20261120_breaks_v1.csv")).isEqualTo(crlf(BREAKS_HEADER
				+ """
						%s,REVERSAL_MISMATCH,2026-11-20,RECEIVABLE,320500,H31000000001,R-6,REVERSAL,B2,-0.06,"The reversal does not repeat the values of its original. Reversal and original: fund 0.06 and 0.05, cash 0.06 and 0.07.",HELD,,,,,
						%s,INSURED_LEG_MISSING,2026-11-20,RECEIVABLE,330200,H31000000001,C-4,SETTLEMENT,,800.00,Only the treatment city's books have the claim.,HELD,,,,,
						"""
					.formatted(id("H31000000001|R-6"), id("H31000000001|C-4"))));
		assertThat(engine.file("310000_20261120_manifest_v1.json")).isEqualTo(manifest(engine));
		assertThat(documented("Detail")).isEqualTo(columns(engine.file("310000_20261120_detail_v1.csv")));
		assertThat(documented("Summary")).isEqualTo(columns(engine.file("310000_20261120_summary_v1.csv")));
		assertThat(documented("Breaks")).isEqualTo(columns(engine.file("310000_20261120_breaks_v1.csv")));
		assertThat(documented("Manifest")).isEqualTo(members(engine.file("310000_20261120_manifest_v1.json")));
		assertThat(engine.file("330400_20261120_detail_v1.csv")).isEqualTo(crlf(DETAIL_HEADER));
		assertThat(engine.file("330400_20261120_breaks_v1.csv")).isEqualTo(crlf(BREAKS_HEADER));
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void theFileOfTheNextDayTellsWhatBecameOfEachClaimThatWasHeld(Database database) {
		NightEngine engine = NightEngine.empty(database);
		ClaimRow late = ClaimRow.settlement(DAY, 1, "320500", "310000");
		ClaimRow decided = ClaimRow.settlement(DAY, 2, "320500", "310000");
		ClaimRow cancelled = ClaimRow.settlement(DAY, 3, "330200", "310000");
		ClaimRow waiting = ClaimRow.settlement(DAY, 4, "330200", "310000");
		engine.books().post(Side.TREATMENT, late, decided, cancelled, waiting);
		engine.books().post(Side.INSURED, decided.withFen(30_000, 49_999, 48_651));
		engine.watermark().submitted(4);
		assertThat(Nights.run(engine, DAY).state()).isEqualTo(NightRunState.COMPLETED);

		engine.clock().set(Instant.parse("2026-11-21T02:12:00Z"));
		decide(engine, id("H31000000001|C-2"), Resolution.ACCEPT_INSURED, "=Chen");
		decide(engine, id("H31000000001|C-3"), Resolution.CANCEL, "Chen");
		engine.books().post(Side.INSURED, late);
		assertThat(Nights.run(engine, DAY.plusDays(1)).state()).isEqualTo(NightRunState.COMPLETED);

		String reason = "Only the treatment city's books have the claim.";
		assertThat(engine.file("310000_20261121_breaks_v1.csv")).isEqualTo(crlf(BREAKS_HEADER
				+ """
						%s,INSURED_LEG_MISSING,2026-11-20,RECEIVABLE,320500,H31000000001,C-1,SETTLEMENT,,800.00,%s,RESOLVED,LATE_LEG,,,,800.00
						%s,ACCOUNT_DIFFERS,2026-11-20,RECEIVABLE,320500,H31000000001,C-2,SETTLEMENT,,800.00,"The two books have different amounts from the person's account. Treatment city's book and insured city's book: account 500.00 and 499.99, cash 486.50 and 486.51.",RESOLVED,ACCEPT_INSURED,Li,'=Chen,2026-11-21T10:12:00.000+08:00,799.99
						%s,INSURED_LEG_MISSING,2026-11-20,RECEIVABLE,330200,H31000000001,C-3,SETTLEMENT,,800.00,%s,RESOLVED,CANCEL,Li,Chen,2026-11-21T10:12:00.000+08:00,0.00
						%s,INSURED_LEG_MISSING,2026-11-20,RECEIVABLE,330200,H31000000001,C-4,SETTLEMENT,,800.00,%s,HELD,,,,,
						"""
					.formatted(id("H31000000001|C-1"), reason, id("H31000000001|C-2"), id("H31000000001|C-3"), reason,
							id("H31000000001|C-4"), reason)));
		assertThat(JsonMapper.shared().readTree(engine.file("310000_20261121_manifest_v1.json")).get("held"))
			.isEqualTo(JsonMapper.shared()
				.readTree("{'payableClaims':0,'payableFen':0,'receivableClaims':1,'receivableFen':80000}".replace('\'',
						'"')));
		assertThat(engine.bean(Verifications.class).verify(DAY.plusDays(1)).orElseThrow().listed()).isEmpty();
	}

	private static void decide(NightEngine engine, String breakId, Resolution resolution, String approver) {
		engine.bean(BreakActions.class).propose(breakId, "Li", resolution, 0, "");
		engine.bean(BreakActions.class).approve(breakId, approver, "");
	}

	/** The names that the page about the files has under a heading. */
	private static List<String> documented(String kind) {
		String page;
		try {
			page = Files.readString(Path.of("..", "docs", "clearing-files.md"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		String section = page.substring(page.indexOf("## " + kind)).split("\n## ", 2)[0];
		return Pattern.compile("^\\| `([^`]+)` \\|", Pattern.MULTILINE)
			.matcher(section)
			.results()
			.map((row) -> row.group(1))
			.toList();
	}

	private static List<String> columns(String csv) {
		return List.of(csv.lines().findFirst().orElseThrow().split(","));
	}

	/** Of a list, those of its first element. */
	private static List<String> members(String json) {
		return JsonMapper.shared().readTree(json).properties().stream().flatMap((member) -> {
			JsonNode value = member.getValue().isArray() ? member.getValue().get(0) : member.getValue();
			return value.isObject() ? value.propertyNames().stream().map((name) -> member.getKey() + "/" + name)
					: Stream.of(member.getKey());
		}).toList();
	}

	private static String manifest(NightEngine engine) {
		String detail = engine.file("310000_20261120_detail_v1.csv");
		String summary = engine.file("310000_20261120_summary_v1.csv");
		String breaks = engine.file("310000_20261120_breaks_v1.csv");
		Map<String, Object> audit = engine.jdbc().queryForMap("select number, hash from audit_head");
		return """
				{
				  "city" : "310000",
				  "day" : "2026-11-20",
				  "revision" : 1,
				  "sequenceNumber" : 1,
				  "cutOff" : "2026-11-21T00:00:00.000+08:00",
				  "files" : [
				    {
				      "name" : "310000_20261120_detail_v1.csv",
				      "kind" : "detail",
				      "bytes" : %d,
				      "records" : 4,
				      "sha256" : "%s"
				    },
				    {
				      "name" : "310000_20261120_summary_v1.csv",
				      "kind" : "summary",
				      "bytes" : %d,
				      "records" : 2,
				      "sha256" : "%s"
				    },
				    {
				      "name" : "310000_20261120_breaks_v1.csv",
				      "kind" : "breaks",
				      "bytes" : %d,
				      "records" : 2,
				      "sha256" : "%s"
				    }
				  ],
				  "totals" : {
				    "payableClaims" : 1,
				    "payableFen" : 80000,
				    "receivableClaims" : 3,
				    "receivableFen" : 5,
				    "netFen" : -79995
				  },
				  "held" : {
				    "payableClaims" : 0,
				    "payableFen" : 0,
				    "receivableClaims" : 2,
				    "receivableFen" : 79994
				  },
				  "previousManifestSha256" : null,
				  "auditTrail" : {
				    "entries" : %s,
				    "head" : "%s"
				  }
				}
				""".formatted(bytes(detail).length, sha256(detail), bytes(summary).length, sha256(summary),
				bytes(breaks).length, sha256(breaks), audit.get("number"), audit.get("hash"));
	}

	private static String crlf(String lines) {
		return lines.replace("\n", "\r\n");
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static String id(String text) {
		return sha256(text).substring(0, 16);
	}

	private static String sha256(String text) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(text)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
