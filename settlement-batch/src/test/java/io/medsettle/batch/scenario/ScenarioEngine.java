package io.medsettle.batch.scenario;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.medsettle.batch.breaks.Break;
import io.medsettle.batch.breaks.BreakActionRefusedException;
import io.medsettle.batch.breaks.BreakActions;
import io.medsettle.batch.breaks.Resolution;
import io.medsettle.batch.night.NightRun;
import io.medsettle.batch.night.Nights;
import io.medsettle.batch.testing.ClaimRow;
import io.medsettle.batch.testing.NightEngine;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.claim.ClaimKind;
import io.medsettle.core.decision.DecisionOutcome;
import io.medsettle.core.decision.DecisionReason;
import io.medsettle.core.decision.InsuredDecision;
import io.medsettle.core.decision.InsuredDecisions;
import io.medsettle.core.ledger.LedgerTables;
import io.medsettle.core.ledger.Side;
import io.medsettle.core.statement.HospitalStatement;
import io.medsettle.core.statement.StatementDetail;
import io.medsettle.core.statement.StatementLine;
import io.medsettle.core.statement.StatementSums;
import io.medsettle.core.statement.Statements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Lets the happenings of a scenario happen to an engine. Unless a sentence says
 * otherwise, everybody is insured in Suzhou and treated in one hospital in Shanghai, and
 * amounts are what the fund pays, in yuan.
 */
final class ScenarioEngine {

	private static final String SUZHOU = "320500";

	private static final String SHANGHAI = "310000";

	private static final Pattern CLAIM = Pattern.compile("(\\w+) (-?[\\d.]+)(?: from (\\d{6}))?(?: at (\\d{6}))?"
			+ "(?: of (\\d+) days? before)?(?: in the (treatment|insured) book)?");

	private static final Pattern OTHERWISE = Pattern.compile(
			"(\\w+) ([\\d.]+), insured book has (amount|amount and person|cash|city|person|account|more account|number|kind) (\\S+)");

	private static final Pattern LEG = Pattern.compile("(\\w+) comes to the (treatment|insured) book( as of today)?");

	private static final Pattern LINK = Pattern.compile("(\\w+) is linked to (\\w+)");

	private static final Pattern NOT_LINKED = Pattern.compile("(\\w+) cannot be linked to (\\w+)");

	private static final Pattern REJECTED = Pattern.compile("(\\w+) is rejected");

	private static final Pattern WORD = Pattern.compile("Suzhou (?:refuses|deducts ([\\d.]+) from) (\\w+)");

	private static final Pattern CORRECTED = Pattern.compile("insured book has (\\w+) right");

	private static final Pattern REVERSAL = Pattern.compile(
			"(\\w+) reverses (\\w+)(?: with (?:amount ([\\d.]+)|city (\\d{6})|(another person)))?(?: in the (treatment|insured) book)?");

	private static final Pattern REPEATED = Pattern.compile("(\\w+) is sent again(?: with (other content))?");

	private static final Pattern DECISION = Pattern.compile("(\\w+) is decided: (\\w+)(?: ([\\d.]+))?");

	private static final Pattern NOT_DECIDED = Pattern.compile("(\\w+) cannot be decided: (\\w+)(?: ([\\d.]+))?");

	private static final Pattern VISIT_AGAIN = Pattern.compile("(\\w+) is the visit of (\\w+) again");

	private static final Pattern TOTALS = Pattern.compile("the hospital states (\\d+) settlements of ([\\d.]+)");

	private static final Pattern ENTRY = Pattern
		.compile("the entry of (\\w+) in the insured book is (gone|there again)");

	private static final String NIGHT_FAILS = "the night fails: ";

	private static final String LISTED = "the hospital lists ";

	private static final String LISTED_FOR_NEXT_DAY = "the hospital lists for the next day ";

	private static final String NIGHT_TWICE = "the night is done twice";

	private static final String INSERT_DUPLICATE = """
			insert into claim_duplicate
			  (source_partition, source_offset, clearing_day, hospital_code, claim_no, accepted_at_ms)
			values (0, ?, ?, ?, ?, ?)""";

	private static final String INSERT_REFUSAL = """
			insert into claim_refusal (source_partition, source_offset, clearing_day, hospital_code, claim_no, code,
			  pointer, message, accepted_at_ms)
			values (0, ?, ?, ?, ?, 'CONFLICTING_DUPLICATE', '/claimNo', 'A test.', ?)""";

	private final NightEngine engine;

	private final Map<String, ClaimRow> claims = new HashMap<>();

	private LocalDate day = NightEngine.DAY;

	/** Tells claims and events apart. */
	private long number;

	/** Of the day: what the treatment ledger or the register has. */
	private long events;

	private boolean twice;

	ScenarioEngine(NightEngine engine) {
		this.engine = engine;
	}

	void run(Scenario scenario) {
		for (Scenario.Day next : scenario.days()) {
			this.events = 0;
			next.happenings().forEach(this::happen);
			this.engine.watermark().submit(this.events);
			if (next.open().stream().anyMatch((open) -> open.startsWith(NIGHT_FAILS))) {
				failNight(next);
				continue;
			}
			runNight();
			assertThat(cleared()).as("cleared on day %s", this.day).isEqualTo(new TreeSet<>(next.cleared()));
			assertThat(open()).as("open after day %s", this.day).isEqualTo(new TreeSet<>(next.open()));
			this.day = this.day.plusDays(1);
		}
	}

	private void happen(String sentence) {
		Matcher match;
		if ((match = CLAIM.matcher(sentence)).matches()) {
			claim(match);
		}
		else if ((match = OTHERWISE.matcher(sentence)).matches()) {
			ClaimRow claim = claim(match.group(1), match.group(2), SUZHOU, SHANGHAI);
			post(Side.TREATMENT, claim);
			post(Side.INSURED, otherwise(claim, match.group(3), match.group(4)));
		}
		else if ((match = LEG.matcher(sentence)).matches()) {
			Side side = Side.valueOf(match.group(2).toUpperCase(Locale.ROOT));
			ClaimRow claim = this.claims.get(match.group(1));
			if (match.group(3) != null) {
				post(side, claim.onDay(this.day));
			}
			else {
				this.engine.books().post(side, claim);
			}
		}
		else if ((match = CORRECTED.matcher(sentence)).matches()) {
			correct(this.claims.get(match.group(1)));
		}
		else if ((match = REVERSAL.matcher(sentence)).matches()) {
			reversal(match);
		}
		else if ((match = REPEATED.matcher(sentence)).matches()) {
			repeat(this.claims.get(match.group(1)), match.group(2) != null);
		}
		else if ((match = DECISION.matcher(sentence)).matches()) {
			decide(match.group(1), Resolution.valueOf(match.group(2)),
					(match.group(3) != null) ? fen(match.group(3)) : 0);
		}
		else if ((match = NOT_DECIDED.matcher(sentence)).matches()) {
			String claimNo = match.group(1);
			Resolution resolution = Resolution.valueOf(match.group(2));
			long deductFen = (match.group(3) != null) ? fen(match.group(3)) : 0;
			assertThatExceptionOfType(BreakActionRefusedException.class).as(sentence)
				.isThrownBy(() -> decide(claimNo, resolution, deductFen));
		}
		else if ((match = LINK.matcher(sentence)).matches()) {
			link(match.group(1), match.group(2));
		}
		else if ((match = NOT_LINKED.matcher(sentence)).matches()) {
			String claimNo = match.group(1);
			String originalClaimNo = match.group(2);
			assertThatExceptionOfType(BreakActionRefusedException.class).as(sentence)
				.isThrownBy(() -> link(claimNo, originalClaimNo));
		}
		else if ((match = REJECTED.matcher(sentence)).matches()) {
			this.engine.bean(BreakActions.class).reject(breakOf(match.group(1)), "Wang", "");
		}
		else if ((match = WORD.matcher(sentence)).matches()) {
			say(this.claims.get(match.group(2)), match.group(1));
		}
		else if ((match = VISIT_AGAIN.matcher(sentence)).matches()) {
			visitAgain(match.group(1), this.claims.get(match.group(2)));
		}
		else if ((match = TOTALS.matcher(sentence)).matches()) {
			stateTotals(Long.parseLong(match.group(1)), fen(match.group(2)));
		}
		else if ((match = ENTRY.matcher(sentence)).matches()) {
			boolean gone = match.group(2).equals("gone");
			this.engine.jdbc()
				.update("update insured_entry set claim_no = ?, clearing_day = ? where claim_no = ?",
						gone ? "#" : match.group(1), gone ? LocalDate.EPOCH : this.day, gone ? match.group(1) : "#");
		}
		else if (sentence.startsWith(LISTED_FOR_NEXT_DAY)) {
			state(this.day.plusDays(1), sentence.substring(LISTED_FOR_NEXT_DAY.length()).split(", "));
		}
		else if (sentence.startsWith(LISTED)) {
			state(this.day, sentence.substring(LISTED.length()).split(", "));
		}
		else if (sentence.equals(NIGHT_TWICE)) {
			this.twice = true;
		}
		else if (sentence.startsWith(Scenario.SETTING)) {
			return;
		}
		else {
			throw new IllegalArgumentException("Nobody knows what this means: " + sentence);
		}
	}

	private void claim(Matcher match) {
		ClaimRow claim = claim(match.group(1), match.group(2), (match.group(3) != null) ? match.group(3) : SUZHOU,
				(match.group(4) != null) ? match.group(4) : SHANGHAI);
		if (match.group(5) != null) {
			claim = claim.settledAt(
					this.day.minusDays(Long.parseLong(match.group(5))).atTime(9, 0).atOffset(ZoneOffset.ofHours(8)));
			this.claims.put(match.group(1), claim);
		}
		post(match.group(6), claim);
	}

	private ClaimRow claim(String name, String yuan, String insuredCity, String treatmentCity) {
		ClaimRow claim = ClaimRow.settlement(this.day, ++this.number, insuredCity, treatmentCity)
			.withClaimNo(name)
			.withFen(fen(yuan), 0, 0);
		this.claims.put(name, claim);
		return claim;
	}

	private void reversal(Matcher match) {
		ClaimRow original = this.claims.computeIfAbsent(match.group(2),
				(name) -> ClaimRow.settlement(this.day, 0, SUZHOU, SHANGHAI)
					.withClaimNo(name)
					.withFen(fen("100.00"), 0, 0));
		ClaimRow reversal = original.reversal(this.day, ++this.number).withClaimNo(match.group(1));
		if (match.group(3) != null) {
			reversal = reversal.withFen(fen(match.group(3)), 0, 0);
		}
		if (match.group(4) != null) {
			reversal = reversal.withInsuredCity(match.group(4));
		}
		if (match.group(5) != null) {
			reversal = reversal.withPerson(SUZHOU + "777777");
		}
		this.claims.put(match.group(1), reversal);
		post(match.group(6), reversal);
	}

	private void visitAgain(String name, ClaimRow visit) {
		ClaimRow place = ClaimRow.settlement(this.day, ++this.number, SUZHOU, SHANGHAI);
		ClaimRow again = new ClaimRow(visit.hospitalCode(), name, 1, null, visit.insuredCity(), visit.treatmentCity(),
				visit.personNo(), visit.insuranceType(), visit.visitType(), visit.settledAt(), place.acceptedAt(),
				this.day, visit.fundFen(), visit.accountFen(), visit.cashFen(), place.partition(), place.offset());
		this.claims.put(name, again);
		post(Side.TREATMENT, again);
		post(Side.INSURED, again);
	}

	private void post(String book, ClaimRow claim) {
		if (!"insured".equals(book)) {
			post(Side.TREATMENT, claim);
		}
		if (!"treatment".equals(book)) {
			post(Side.INSURED, claim);
		}
	}

	private void post(Side side, ClaimRow claim) {
		this.engine.books().post(side, claim);
		this.events += (side == Side.TREATMENT) ? 1 : 0;
	}

	private static ClaimRow otherwise(ClaimRow claim, String what, String value) {
		return switch (what) {
			case "amount" -> claim.withFen(fen(value), 0, 0);
			case "amount and person" -> claim.withFen(fen(value), 0, 0).withPerson(SUZHOU + "777777");
			case "account" -> claim.withFen(claim.fundFen() - fen(value), fen(value), 0);
			case "more account" -> claim.withFen(claim.fundFen(), fen(value), 0);
			case "kind" -> claim.reversal(claim.day(), claim.offset()).withClaimNo(claim.claimNo());
			case "cash" -> claim.withFen(claim.fundFen(), 0, fen(value));
			case "city" -> claim.withInsuredCity(value);
			case "person" -> claim.withPerson(value);
			case "number" -> claim.withClaimNo(value);
			default -> throw new IllegalArgumentException("A book cannot have another " + what + ".");
		};
	}

	/** The insured city's book was wrong, and its operator has put it right. */
	private void correct(ClaimRow claim) {
		for (String table : List.of(LedgerTables.of(Side.INSURED).identities(), LedgerTables.of(Side.INSURED).claims(),
				LedgerTables.of(Side.INSURED).entries())) {
			this.engine.jdbc()
				.update("delete from " + table + " where hospital_code = ? and claim_no = ?", claim.hospitalCode(),
						claim.claimNo());
		}
		post(Side.INSURED, claim);
	}

	private void repeat(ClaimRow claim, boolean otherContent) {
		this.events++;
		this.engine.jdbc()
			.update(otherContent ? INSERT_REFUSAL : INSERT_DUPLICATE, ++this.number, this.day, claim.hospitalCode(),
					claim.claimNo(), claim.acceptedAt().toEpochMilli());
	}

	private void decide(String claimNo, Resolution resolution, long deductFen) {
		BreakActions actions = this.engine.bean(BreakActions.class);
		actions.propose(breakOf(claimNo), "Li", resolution, deductFen, "");
		actions.approve(breakOf(claimNo), "Chen", "");
	}

	private void link(String claimNo, String originalClaimNo) {
		BreakActions actions = this.engine.bean(BreakActions.class);
		actions.proposeLink(breakOf(claimNo), "Li", originalClaimNo, "");
		actions.approve(breakOf(claimNo), "Chen", "");
	}

	private String breakOf(String claimNo) {
		return this.engine.breaks(null, null, null)
			.stream()
			.filter((held) -> Objects.equals(held.claimNo(), claimNo))
			.findFirst()
			.orElseThrow()
			.id();
	}

	/** What Suzhou says of a claim of one of its insured. */
	private void say(ClaimRow claim, String deductedYuan) {
		InsuredDecision decision = new InsuredDecision(new ClaimIdentity(claim.hospitalCode(), claim.claimNo()), SUZHOU,
				(deductedYuan != null) ? InsuredDecision.Kind.DEDUCT : InsuredDecision.Kind.REFUSE,
				(deductedYuan != null) ? fen(deductedYuan) : 0, DecisionReason.NOT_COVERED, "", "Wu");
		assertThat(this.engine.bean(InsuredDecisions.class).keep(decision)).isInstanceOf(DecisionOutcome.Kept.class);
	}

	/** What the hospital in Shanghai has in its own books of a day. */
	private void state(LocalDate stated, String... claims) {
		List<StatementLine> lines = Stream.of(claims).map((claim) -> claim.split(" ")).map((claim) -> {
			long fen = fen(claim[1]);
			return new StatementLine(claim[0], (fen > 0) ? ClaimKind.SETTLEMENT : ClaimKind.REVERSAL, Math.abs(fen),
					Math.abs(fen), 0);
		}).toList();
		long reversals = lines.stream().filter((line) -> line.kind() == ClaimKind.REVERSAL).count();
		this.engine.bean(Statements.class)
			.keep(new StatementDetail("H" + SHANGHAI + "00001", stated, SHANGHAI, lines.size() - reversals, reversals,
					this.engine.clock().instant()), lines);
	}

	/** What the hospital in Shanghai says that its day came to. */
	private void stateTotals(long settlements, long fundFen) {
		this.engine.bean(Statements.class)
			.keep(new HospitalStatement("H" + SHANGHAI + "00001", this.day, null, null, SHANGHAI, false,
					new StatementSums(settlements, fundFen, fundFen, 0), this.engine.clock().instant()));
	}

	/** The day stays as it was, and goes on with the next row. */
	private void failNight(Scenario.Day next) {
		assertThat(next.open()).hasSize(1);
		assertThat(Nights.run(this.engine, this.day).failure())
			.contains(next.open().getFirst().substring(NIGHT_FAILS.length()));
		assertThat(next.cleared()).isEmpty();
	}

	private void runNight() {
		if (this.twice) {
			// The positions cannot be written, so that the first attempt fails behind its
			// reconciliation.
			this.twice = false;
			this.engine.jdbc().execute("alter table obligation rename to obligation_away");
			assertThat(Nights.run(this.engine, this.day).failure()).isNotNull();
			this.engine.jdbc().execute("alter table obligation_away rename to obligation");
		}
		NightRun run = Nights.run(this.engine, this.day);
		assertThat(run.failure()).isNull();
	}

	/** What the treatment cities' files say is owed to them. */
	private SortedSet<String> cleared() {
		SortedSet<String> cleared = new TreeSet<>();
		this.engine.files(this.day).forEach((name, content) -> {
			if (name.contains("_detail_")) {
				content.lines().filter((line) -> line.startsWith("RECEIVABLE,")).forEach((line) -> {
					String[] fields = line.split(",", -1);
					cleared.add(fields[3] + " " + fields[15] + (fields[11].equals("true") ? " late" : ""));
				});
			}
		});
		return cleared;
	}

	private SortedSet<String> open() {
		SortedSet<String> breaks = new TreeSet<>();
		for (Break open : this.engine.breaks(this.day, null, null)) {
			String what = (open.claimNo() != null) ? open.claimNo() : "the hospital";
			breaks.add(what + " " + open.category());
		}
		return breaks;
	}

	private static long fen(String yuan) {
		return new BigDecimal(yuan).movePointRight(2).longValueExact();
	}

}
