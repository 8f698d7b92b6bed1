package io.medsettle.core.claim;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

import io.medsettle.core.calendar.Dated;
import io.medsettle.core.problem.InputError;
import io.medsettle.core.problem.ProblemCode;
import io.medsettle.core.registry.City;
import io.medsettle.core.registry.Hospital;
import io.medsettle.core.registry.Registry;
import org.jspecify.annotations.Nullable;

/**
 * What a well-formed claim must keep to be accepted, besides not contradicting a claim
 * that was accepted before. The answer depends on nothing but the claim, the registry and
 * the time of acceptance.
 * <p>
 * Errors stand in this order, and where only one can be told it is the first:
 * {@link ProblemCode#AMOUNTS_DO_NOT_ADD_UP}, {@link ProblemCode#UNKNOWN_HOSPITAL},
 * {@link ProblemCode#UNKNOWN_CITY}, {@link ProblemCode#NOT_OUT_OF_AREA},
 * {@link ProblemCode#TREATMENT_CITY_MISMATCH}, {@link ProblemCode#SETTLED_IN_FUTURE},
 * {@link ProblemCode#TOO_OLD}.
 * <p>
 * Hospital and cities must take part on the day of the visit, in the zone of the clearing
 * days: a visit of the last day of a contract is still settled when it is submitted
 * later. A reversal is judged by its original: hospital and cities must have taken part
 * on the day of the reversal or before, and the hospital counts as of when its original
 * can have been settled (see {@link #hospital}). When the time of settlement is itself
 * out of bounds, the registry is asked for the nearest day within, so that a wrong clock
 * is not reported as an unknown hospital.
 * <p>
 * Safe for use by several threads.
 */
public final class ClaimRules {

	private final Duration futureTolerance;

	private final Dated<SubmissionLimit> submissionLimit;

	private final ZoneId zone;

	private final String futureRule;

	/**
	 * Creates the rules.
	 * @param futureTolerance how far a hospital's clock may run ahead of the broker's
	 * @param submissionLimit how long after the settlement a claim may be submitted, by
	 * the date on which the broker takes it
	 * @param zone the zone of clearing days, and of that date
	 */
	public ClaimRules(Duration futureTolerance, Dated<Duration> submissionLimit, ZoneId zone) {
		this.futureTolerance = futureTolerance;
		this.submissionLimit = submissionLimit.map(SubmissionLimit::of);
		this.zone = zone;
		this.futureRule = "A claim must be settled before it is submitted; a clock may run ahead by "
				+ inWords(futureTolerance) + ".";
	}

	/**
	 * Checks one claim.
	 * @param claim the claim
	 * @param registry the hospitals and cities there are
	 * @param acceptedAt when the broker took the claim
	 * @return everything that is wrong; empty if the claim is acceptable
	 */
	public List<InputError> check(Claim claim, Registry registry, Instant acceptedAt) {
		Instant settledAt = claim.settledAt().toInstant();
		SubmissionLimit limit = this.submissionLimit.on(acceptedAt.atZone(this.zone).toLocalDate());
		Instant earliest = acceptedAt.minus(limit.duration());
		Instant latest = acceptedAt.plus(this.futureTolerance);
		boolean tooOld = settledAt.isBefore(earliest);
		boolean inFuture = settledAt.isAfter(latest);
		Instant visited = tooOld ? earliest : inFuture ? latest : settledAt;

		List<InputError> errors = new ArrayList<>(0);
		AmountRules.check(claim, errors);
		checkPlaces(claim, registry, visited.atZone(this.zone).toLocalDate(), errors);
		if (inFuture) {
			errors.add(new InputError("/settledAt", ProblemCode.SETTLED_IN_FUTURE, this.futureRule));
		}
		if (tooOld) {
			errors.add(new InputError("/settledAt", ProblemCode.TOO_OLD, limit.rule()));
		}
		return List.copyOf(errors);
	}

	/**
	 * The hospital of an acceptable claim, as the registry has it on the day of the
	 * settlement, or as of when the original of a reversal can have been settled.
	 */
	public @Nullable Hospital hospitalOf(Claim claim, Registry registry) {
		return hospital(claim, registry, claim.settledAt().atZoneSameInstant(this.zone).toLocalDate());
	}

	/**
	 * A reversal does not tell when its original was settled, only that it was before.
	 * The hospital counts as it took part last in a city that the claim can name: in
	 * {@code treatmentCity} if that is given, and not in the insured city. If there is no
	 * such city, the last one stands, for the error to be told.
	 */
	private static @Nullable Hospital hospital(Claim claim, Registry registry, LocalDate day) {
		if (claim.kind() == ClaimKind.SETTLEMENT) {
			return registry.hospital(claim.hospitalCode(), day);
		}
		List<Hospital> known = registry.hospitalsUpTo(claim.hospitalCode(), day);
		for (Hospital hospital : known) {
			if (isWhereItSays(claim, hospital) && !isInInsuredCity(claim, hospital)) {
				return hospital;
			}
		}
		return known.isEmpty() ? null : known.getFirst();
	}

	private static @Nullable City city(Claim claim, String code, Registry registry, LocalDate day) {
		return (claim.kind() == ClaimKind.SETTLEMENT) ? registry.city(code, day) : registry.cityUpTo(code, day);
	}

	private static void checkPlaces(Claim claim, Registry registry, LocalDate day, List<InputError> errors) {
		Hospital hospital = hospital(claim, registry, day);
		if (hospital == null) {
			errors.add(new InputError("/hospitalCode", ProblemCode.UNKNOWN_HOSPITAL,
					"No hospital of this code takes part on " + day + "."));
		}
		else if (city(claim, hospital.cityCode(), registry, day) == null) {
			errors.add(new InputError("/hospitalCode", ProblemCode.UNKNOWN_CITY,
					"The hospital's city does not take part on " + day + "."));
		}
		if (city(claim, claim.insuredCity(), registry, day) == null) {
			errors.add(new InputError("/insuredCity", ProblemCode.UNKNOWN_CITY,
					"No city of this code takes part on " + day + "."));
		}
		if (hospital != null) {
			checkDirection(claim, hospital, errors);
		}
	}

	private static void checkDirection(Claim claim, Hospital hospital, List<InputError> errors) {
		if (isInInsuredCity(claim, hospital)) {
			errors.add(new InputError("/insuredCity", ProblemCode.NOT_OUT_OF_AREA,
					"The insured city must not be the city of the hospital."));
		}
		if (!isWhereItSays(claim, hospital)) {
			errors.add(new InputError("/treatmentCity", ProblemCode.TREATMENT_CITY_MISMATCH,
					"The treatment city must be the city of the hospital."));
		}
	}

	private static boolean isInInsuredCity(Claim claim, Hospital hospital) {
		return claim.insuredCity().equals(hospital.cityCode());
	}

	private static boolean isWhereItSays(Claim claim, Hospital hospital) {
		@Nullable String treatmentCity = claim.treatmentCity();
		return treatmentCity == null || treatmentCity.equals(hospital.cityCode());
	}

	/**
	 * A length of time in the largest unit of which it is a whole number.
	 */
	private static String inWords(Duration duration) {
		if (duration.equals(Duration.ofDays(duration.toDays()))) {
			return duration.toDays() + " days";
		}
		if (duration.equals(Duration.ofMinutes(duration.toMinutes()))) {
			return duration.toMinutes() + " minutes";
		}
		return duration.toSeconds() + " seconds";
	}

	/**
	 * A submission limit.
	 *
	 * @param duration how long after the settlement a claim may be submitted
	 * @param rule the same as a sentence, made once and not for each claim
	 */
	private record SubmissionLimit(Duration duration, String rule) {

		static SubmissionLimit of(Duration duration) {
			return new SubmissionLimit(duration,
					"A claim must be submitted within " + inWords(duration) + " of its settlement.");
		}

	}

}
