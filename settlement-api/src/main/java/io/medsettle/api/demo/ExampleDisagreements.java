package io.medsettle.api.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

/**
 * What three hospitals and two insured cities have to say of the example day, so that its
 * night finds breaks of several kinds. It is sent over HTTP, as they would, and is the
 * same whenever the books are: sent again after a crash, it has no second effect.
 */
final class ExampleDisagreements {

	/** States what the books have. */
	private static final String AGREEING = "H32050000004";

	/** Adds up in floating point: states one claim with two fen more from the fund. */
	private static final String ROUNDING = "H33020000004";

	/** Leaves one claim out, and states one that it has never sent. */
	private static final String MISCOUNTING = "H31000000007";

	/** States nothing; two insured cities do not want to pay for all its claims. */
	private static final String CONTESTED = "H31000000006";

	private static final String REFUSING_CITY = "320500";

	private static final String DEDUCTING_CITY = "330200";

	private static final long DEDUCT_FEN = 10_000;

	private static final String CLAIMS = """
			select hospital_code, claim_no, original_claim_no, sign, insured_city, total_fen, fund_fen, account_fen
			from treatment_claim_by_identity where clearing_day = :day and hospital_code in (:hospitals)
			order by hospital_code, claim_no""";

	private final JdbcClient jdbc;

	private final JsonMapper mapper;

	ExampleDisagreements(JdbcClient jdbc, JsonMapper mapper) {
		this.jdbc = jdbc;
		this.mapper = mapper;
	}

	/**
	 * Sends all of it, about the claims that count for a day.
	 * @param address where the engine is, with a slash at the end
	 */
	void send(LocalDate day, String address) {
		RestClient engine = RestClient.create(address + "api/v1");
		Map<String, List<BookedVisit>> visits = this.jdbc.sql(CLAIMS)
			.param("day", day)
			.param("hospitals", List.of(AGREEING, ROUNDING, MISCOUNTING, CONTESTED))
			.query(BookedVisit.class)
			.list()
			.stream()
			.collect(Collectors.groupingBy(BookedVisit::hospitalCode));
		visits.forEach((hospital, booked) -> {
			if (hospital.equals(CONTESTED)) {
				decide(engine, booked, REFUSING_CITY,
						Map.of("decision", "REFUSE", "reasonCode", "NOT_INSURED", "actor", "Wu, Suzhou"));
				decide(engine, booked, DEDUCTING_CITY, Map.of("decision", "DEDUCT", "deductFen", DEDUCT_FEN,
						"reasonCode", "NOT_COVERED", "actor", "He, Ningbo"));
			}
			else {
				post(engine, "/statements/" + hospital + "/" + day + "/lines", MediaType.APPLICATION_NDJSON,
						lines(stated(hospital, booked)));
			}
		});
	}

	private static List<Line> stated(String hospital, List<BookedVisit> booked) {
		List<Line> lines = new ArrayList<>(booked.stream().map(Line::of).toList());
		BookedVisit one = plain(booked, (visit) -> visit.fundFen() > 0);
		if (one != null && hospital.equals(ROUNDING)) {
			lines.set(booked.indexOf(one), Line.of(one).withMoreFromTheFund(2));
		}
		else if (one != null && hospital.equals(MISCOUNTING)) {
			lines.set(booked.indexOf(one), Line.of(one).withClaimNo(one.claimNo() + "-A"));
		}
		return lines;
	}

	private void decide(RestClient engine, List<BookedVisit> booked, String city, Map<String, Object> decision) {
		BookedVisit visit = plain(booked, (candidate) -> candidate.insuredCity().equals(city)
				&& candidate.fundFen() + candidate.accountFen() > DEDUCT_FEN);
		if (visit != null) {
			Map<String, Object> body = new HashMap<>(decision);
			body.put("city", city);
			post(engine, "/claims/" + visit.hospitalCode() + "/" + visit.claimNo() + "/decision",
					MediaType.APPLICATION_JSON, this.mapper.writeValueAsString(body));
		}
	}

	/** The first visit that nobody takes back. */
	private static @Nullable BookedVisit plain(List<BookedVisit> booked, Predicate<BookedVisit> wanted) {
		Set<String> takenBack = booked.stream()
			.map(BookedVisit::originalClaimNo)
			.filter(Objects::nonNull)
			.collect(Collectors.toSet());
		return booked.stream()
			.filter((visit) -> visit.sign() == 1 && !takenBack.contains(visit.claimNo()))
			.filter(wanted)
			.findFirst()
			.orElse(null);
	}

	private String lines(List<Line> lines) {
		return lines.stream().map(this.mapper::writeValueAsString).collect(Collectors.joining("\n"));
	}

	private static void post(RestClient engine, String path, MediaType type, String body) {
		try {
			engine.post().uri(path).contentType(type).body(body).retrieve().toBodilessEntity();
		}
		catch (HttpClientErrorException.Conflict ex) {
			// The day's cut-off has passed meanwhile, and its night was quicker.
		}
	}

	/** A claim as the treatment city has booked it. */
	private record BookedVisit(String hospitalCode, String claimNo, @Nullable String originalClaimNo, int sign,
			String insuredCity, long totalFen, long fundFen, long accountFen) {
	}

	/** A line of a statement. */
	private record Line(String claimNo, String kind, long totalFen, long fundFen, long accountFen) {

		static Line of(BookedVisit visit) {
			return new Line(visit.claimNo(), (visit.sign() == 1) ? "SETTLEMENT" : "REVERSAL", visit.totalFen(),
					visit.fundFen(), visit.accountFen());
		}

		Line withMoreFromTheFund(long fen) {
			return new Line(this.claimNo, this.kind, this.totalFen + fen, this.fundFen + fen, this.accountFen);
		}

		Line withClaimNo(String other) {
			return new Line(other, this.kind, this.totalFen, this.fundFen, this.accountFen);
		}

	}

}
