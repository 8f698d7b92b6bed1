package io.medsettle.api.demo;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

import io.medsettle.core.claim.Claim;
import io.medsettle.core.claim.ClaimKind;
import io.medsettle.core.registry.Hospital;
import org.jspecify.annotations.Nullable;

/**
 * Makes claims that an insured person, a hospital and a benefit policy could have made.
 * Numbers each hospital's claims from one.
 */
final class ExampleVisits {

	private static final int EMPLOYEES_PERCENT = 62;

	private final RandomGenerator random;

	private final TravelPattern travel;

	private final Map<String, Integer> lastNumberByHospital = new HashMap<>();

	ExampleVisits(TravelPattern travel, RandomGenerator random) {
		this.travel = travel;
		this.random = random;
	}

	/** A visit of a person insured in Shanghai to a hospital of the provinces. */
	Claim fromShanghai(long totalFen, OffsetDateTime settledAt) {
		return visit(TravelPattern.SHANGHAI, totalFen, settledAt);
	}

	/** A visit of a person insured in one of the provinces' cities. */
	Claim fromProvinces(long totalFen, OffsetDateTime settledAt) {
		return visit(this.travel.provinceCity(this.random).code(), totalFen, settledAt);
	}

	/** What takes a claim back: the same values under the hospital's next number. */
	Claim reversalOf(Claim original, OffsetDateTime settledAt) {
		String hospital = original.hospitalCode();
		return new Claim(hospital, nextNumber(hospital, settledAt.toLocalDate()), ClaimKind.REVERSAL,
				original.claimNo(), original.insuredCity(), original.personNo(), original.insuranceType(),
				original.visitType(), settledAt, original.treatmentCity(), original.totalFen(), original.fundFen(),
				original.accountFen(), original.cashFen(), original.split(), original.funds());
	}

	private Claim visit(String insuredCity, long totalFen, OffsetDateTime settledAt) {
		Hospital hospital = this.travel.hospitalFor(insuredCity, this.random);
		boolean employee = this.random.nextInt(100) < EMPLOYEES_PERCENT;
		long fundFen = employee ? employeeFundFen(totalFen) : percent(totalFen, 35, 55);
		long accountFen = employee ? percent(totalFen - fundFen, 40, 101) : 0;
		// Every other large hospital sends the catalogue's split with its claims.
		boolean detailed = hospital.tier() == 3 && hospital.code().hashCode() % 2 == 0;
		return new Claim(hospital.code(), nextNumber(hospital.code(), settledAt.toLocalDate()), ClaimKind.SETTLEMENT,
				null, insuredCity, personNo(insuredCity), employee ? "310" : "390", visitType(), settledAt, null,
				totalFen, fundFen, accountFen, totalFen - fundFen - accountFen, detailed ? split(totalFen) : null,
				(detailed && fundFen > 0) ? funds(fundFen) : Collections.emptySortedMap());
	}

	/** A third of the visits stay below the deductible: no fund pays. */
	private long employeeFundFen(long totalFen) {
		return (this.random.nextInt(3) == 0) ? 0 : percent(totalFen, 40, 65);
	}

	private Claim.@Nullable Split split(long totalFen) {
		long ownPayFen = percent(totalFen, 0, 10);
		long overLimitFen = percent(totalFen, 0, 3);
		long prePayFen = percent(totalFen, 0, 8);
		return new Claim.Split(ownPayFen, overLimitFen, prePayFen, totalFen - ownPayFen - overLimitFen - prePayFen);
	}

	private SortedMap<String, Long> funds(long fundFen) {
		long pooledFen = percent(fundFen, 80, 101);
		SortedMap<String, Long> funds = new TreeMap<>();
		funds.put("hifp_pay", pooledFen);
		if (pooledFen < fundFen) {
			funds.put("hifmi_pay", fundFen - pooledFen);
		}
		return funds;
	}

	private String visitType() {
		int ticket = this.random.nextInt(100);
		if (ticket < 70) {
			return "11";
		}
		return (ticket < 78) ? "12" : (ticket < 85) ? "13" : "14";
	}

	private String personNo(String insuredCity) {
		return insuredCity + (10_000_000 + this.random.nextInt(90_000_000));
	}

	private String nextNumber(String hospitalCode, LocalDate day) {
		int number = this.lastNumberByHospital.merge(hospitalCode, 1, Integer::sum);
		String digits = Integer.toString(1_000_000 + number).substring(1);
		return hospitalCode + "-" + DateTimeFormatter.BASIC_ISO_DATE.format(day) + "-" + digits;
	}

	private long percent(long fen, int from, int below) {
		return fen * this.random.nextInt(from, below) / 100;
	}

}
