package io.medsettle.batch.simulation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import io.medsettle.batch.simulation.ReferenceStatements.Totals;
import io.medsettle.batch.testing.NightEngine;
import io.medsettle.core.claim.ClaimKind;
import io.medsettle.core.statement.HospitalStatement;
import io.medsettle.core.statement.StatementDetail;
import io.medsettle.core.statement.StatementLine;
import io.medsettle.core.statement.StatementSums;
import io.medsettle.core.statement.Statements;

/**
 * What hospitals say of their own day in the evening: some of them, not always all of it,
 * and some of them twice. Some clocks are slow, so that a hospital states a claim on the
 * day before the one it is taken on, and some are fast, so that it states it on the day
 * after.
 */
final class StatementDesk {

	private final NightEngine engine;

	private final ReferenceModel model;

	private final Random random;

	/** By hospital, what it stated on the evening before although it had not come yet. */
	private final Map<String, SortedSet<String>> statedBefore = new HashMap<>();

	StatementDesk(NightEngine engine, ReferenceModel model, Random random) {
		this.engine = engine;
		this.model = model;
		this.random = random;
	}

	/**
	 * Some hospitals send statements.
	 * @param events what hospitals have submitted that day
	 */
	List<String> send(LocalDate day, List<Submission> events) {
		List<String> sent = new ArrayList<>();
		for (String hospital : Hospitals.codes()) {
			SortedMap<String, Content> claims = new TreeMap<>();
			events.stream()
				.map(Submission::content)
				.filter((content) -> content.hospitalCode().equals(hospital))
				.forEach((content) -> claims.putIfAbsent(content.claimNo(), content));
			SortedSet<String> stated = this.statedBefore.remove(hospital);
			if (stated != null) {
				List<Content> others = claims.values()
					.stream()
					.filter((claim) -> !stated.contains(claim.claimNo()))
					.toList();
				sent.add(sendLines(day, hospital, mistaken(others)));
				continue;
			}
			for (int time = this.random.nextInt(10); time > 7; time--) {
				sent.add(switch (this.random.nextInt(6)) {
					case 0, 1 -> sendTotals(day, hospital, mistaken(claims.values()));
					case 2 -> sendBySlowClock(day, hospital, claims);
					case 3 -> sendByFastClock(day, hospital, mistaken(claims.values()));
					default -> sendLines(day, hospital, mistaken(claims.values()));
				});
			}
		}
		return sent;
	}

	/**
	 * What it has reversed it has settled before, it believes; some of it comes on the
	 * next day.
	 */
	private String sendBySlowClock(LocalDate day, String hospital, SortedMap<String, Content> claims) {
		SortedMap<String, Content> early = new TreeMap<>();
		claims.values()
			.stream()
			.filter((claim) -> claim.isReversal() && !claims.containsKey(claim.original().claimNo()))
			.forEach((claim) -> early.put(claim.original().claimNo(), claim.with(claim.original().claimNo(), 1, null)));
		List<Content> stated = mistaken(claims.values());
		stated.addAll(mistaken(early.values()));
		this.statedBefore.put(hospital, new TreeSet<>(early.keySet()));
		return sendLines(day, hospital, stated);
	}

	/** What belongs to the day's evening it takes for the next day's. */
	private String sendByFastClock(LocalDate day, String hospital, List<Content> claims) {
		int evening = (claims.size() + 1) / 2;
		return sendLines(day, hospital, claims.subList(evening, claims.size())) + " and "
				+ sendLines(day.plusDays(1), hospital, mistaken(claims.subList(0, evening))) + " for the next day";
	}

	private String sendLines(LocalDate day, String hospital, List<Content> claims) {
		List<StatementLine> lines = claims.stream()
			.map((claim) -> new StatementLine(claim.claimNo(), ClaimKind.ofSign(claim.sign()), claim.totalFen(),
					claim.fundFen(), claim.accountFen()))
			.toList();
		long reversals = claims.stream().filter(Content::isReversal).count();
		this.engine.bean(Statements.class)
			.keep(new StatementDetail(hospital, day, cityOf(hospital), lines.size() - reversals, reversals,
					this.engine.clock().instant()), lines);
		this.model.statements().state(day, hospital, claims);
		return hospital + " lists " + claims;
	}

	private String sendTotals(LocalDate day, String hospital, List<Content> claims) {
		Totals totals = Totals.of(claims, this.random.nextBoolean());
		this.engine.bean(Statements.class)
			.keep(new HospitalStatement(hospital, day, null, null, cityOf(hospital), totals.withReversals(),
					new StatementSums(totals.claims(), totals.totalFen(), totals.fundFen(), totals.accountFen()),
					this.engine.clock().instant()));
		this.model.statements().state(day, hospital, totals);
		return hospital + " states " + totals;
	}

	/** Mostly right. */
	private List<Content> mistaken(Iterable<Content> claims) {
		List<Content> stated = new ArrayList<>();
		boolean withoutReversals = this.random.nextInt(4) == 0;
		for (Content claim : claims) {
			int mistake = this.random.nextInt(20);
			if (withoutReversals && claim.isReversal() || mistake == 0) {
				continue;
			}
			stated.add((mistake == 1) ? claim.withFundFen(claim.fundFen() + 1) : claim);
		}
		return stated;
	}

	private static String cityOf(String hospital) {
		return hospital.substring(1, 7);
	}

}
