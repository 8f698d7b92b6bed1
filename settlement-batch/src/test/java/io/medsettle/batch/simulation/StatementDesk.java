package io.medsettle.batch.simulation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

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
 * and some of them twice.
 */
final class StatementDesk {

	private final NightEngine engine;

	private final ReferenceModel model;

	private final Random random;

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
			for (int time = this.random.nextInt(10); time > 7; time--) {
				SortedMap<String, Content> claims = new TreeMap<>();
				events.stream()
					.map(Submission::content)
					.filter((content) -> content.hospitalCode().equals(hospital))
					.forEach((content) -> claims.putIfAbsent(content.claimNo(), content));
				sent.add(this.random.nextInt(3) > 0 ? sendLines(day, hospital, mistaken(claims.values()))
						: sendTotals(day, hospital, mistaken(claims.values())));
			}
		}
		return sent;
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
