package io.medsettle.api.statements;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

import io.medsettle.api.access.Caller;
import io.medsettle.api.http.ProblemException;
import io.medsettle.core.claim.FieldRules;
import io.medsettle.core.clearing.ClearingDayState;
import io.medsettle.core.database.RegistryStore;
import io.medsettle.core.day.ClearingDay;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.problem.JsonFields;
import io.medsettle.core.problem.ProblemCode;
import io.medsettle.core.registry.City;
import io.medsettle.core.registry.Hospital;
import io.medsettle.core.registry.Registry;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import io.medsettle.core.statement.HospitalStatement;
import io.medsettle.core.statement.StatementSums;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Checks of whom and of which day a statement is, and that it can be read. What does not
 * add up inside it is no reason to refuse it: it is the hospital's own record, and the
 * night says what it differs in.
 */
@Component
@ConditionalOnRole(Role.API)
class StatementValidator {

	/** Ten trillion yuan, which every reader of JSON takes for a whole number. */
	static final long FEN_MAX = 1_000_000_000_000_000L;

	static final long COUNT_MAX = 1_000_000_000L;

	private static final String COUNT_RULE = "A count must be a whole number from 0 to " + COUNT_MAX + ".";

	private static final String FEN_RULE = "An amount must be a whole number of fen from 0 to " + FEN_MAX + ".";

	private static final String NETTED_FEN_RULE = "An amount with reversals taken off must be a whole number of fen "
			+ "from -" + FEN_MAX + " to " + FEN_MAX + ".";

	private final RegistryStore registryStore;

	private final ClearingDays days;

	private final Clock clock;

	StatementValidator(RegistryStore registryStore, ClearingDays days, Clock clock) {
		this.registryStore = registryStore;
		this.days = days;
		this.clock = clock;
	}

	/**
	 * The totals in a body, and their day.
	 * @throws ProblemException if anything is wrong with them
	 */
	Totals totals(Caller caller, byte[] body) {
		JsonFields fields = JsonFields.of(body);
		String hospitalCode = fields.text("hospitalCode", Hospital::isCode, Hospital.CODE_RULE);
		if (!hospitalCode.isEmpty()) {
			requireOwn(hospitalCode, caller);
		}
		LocalDate date = fields.day("day");
		String insuredCity = fields.optionalText("insuredCity", City::isCode, City.CODE_RULE);
		String insuranceType = fields.optionalText("insuranceType", FieldRules::isInsuranceType,
				FieldRules.INSURANCE_TYPE_RULE);
		// What the amounts may be depends on it.
		boolean netted = !Boolean.FALSE.equals(fields.flag("reversalsIncluded"));
		StatementSums sums = new StatementSums(fields.number("count", 0, COUNT_MAX, COUNT_RULE),
				fen(fields, "totalFen", netted), fen(fields, "fundFen", netted), fen(fields, "accountFen", netted));
		ClearingDay day = knownDay(fields, date);
		Hospital hospital = registered(fields, hospitalCode, insuredCity, date);
		if (day == null || hospital == null || !fields.errors().isEmpty()) {
			throw ProblemException.refused(fields.errors());
		}
		return new Totals(new HospitalStatement(hospitalCode, day.day(), insuredCity, insuranceType,
				hospital.cityCode(), netted, sums, Instant.ofEpochMilli(this.clock.millis())), day);
	}

	/**
	 * The hospital and the day that an address names.
	 * @throws ProblemException if there is no such hospital or day
	 */
	Place place(String hospitalCode, LocalDate date) {
		ClearingDay day = find(date).orElseThrow(() -> ProblemException.notFound(noSuchDay("clearing day " + date)));
		Hospital hospital = this.registryStore.current().hospital(hospitalCode, date);
		if (hospital == null) {
			throw noSuchHospital(date);
		}
		return new Place(hospital, day);
	}

	/**
	 * The hospital and the day that an address names, for the hospital itself.
	 * @throws ProblemException if there is no such day, and if it is another's: as if
	 * there were no such hospital
	 */
	Place ownPlace(Caller caller, String hospitalCode, LocalDate date) {
		Place place = place(hospitalCode, date);
		if (!hospitalCode.equals(caller.organisation())) {
			throw noSuchHospital(date);
		}
		return place;
	}

	private static void requireOwn(String hospitalCode, Caller caller) {
		if (!hospitalCode.equals(caller.organisation())) {
			throw ProblemException.of(ProblemCode.FORBIDDEN, "A hospital sends its own statements only.");
		}
	}

	private static ProblemException noSuchHospital(LocalDate date) {
		return ProblemException.notFound("There is no such hospital on " + date + ".");
	}

	/**
	 * Refuses what comes for a day that is reconciled.
	 * @throws ProblemException if the day is
	 */
	static void requireUnreconciled(ClearingDay day) {
		if (day.state().compareTo(ClearingDayState.RECONCILED) >= 0) {
			throw reconciled(day.day());
		}
	}

	static ProblemException reconciled(LocalDate day) {
		return ProblemException.of(ProblemCode.DAY_RECONCILED,
				"Clearing day " + day + " is reconciled; the statement was not taken.");
	}

	/**
	 * The day, if it has begun.
	 */
	private Optional<ClearingDay> find(LocalDate date) {
		LocalDate current = this.days.current().day();
		return date.isAfter(current) ? Optional.empty() : this.days.find(date);
	}

	private @Nullable ClearingDay knownDay(JsonFields fields, @Nullable LocalDate date) {
		if (date == null) {
			return null;
		}
		Optional<ClearingDay> day = find(date);
		if (day.isEmpty()) {
			fields.wrong("day", ProblemCode.INVALID_FIELD, noSuchDay("such clearing day"));
		}
		return day.orElse(null);
	}

	private String noSuchDay(String which) {
		return "There is no " + which + "; the current one is " + this.days.current().day() + ".";
	}

	private @Nullable Hospital registered(JsonFields fields, String hospitalCode, @Nullable String insuredCity,
			@Nullable LocalDate date) {
		if (date == null) {
			return null;
		}
		Registry registry = this.registryStore.current();
		Hospital hospital = registry.hospital(hospitalCode, date);
		if (hospital == null && !hospitalCode.isEmpty()) {
			fields.wrong("hospitalCode", ProblemCode.UNKNOWN_HOSPITAL,
					"The hospital is not in the registry on that day.");
		}
		if (insuredCity != null && !insuredCity.isEmpty() && registry.city(insuredCity, date) == null) {
			fields.wrong("insuredCity", ProblemCode.UNKNOWN_CITY,
					"The insured city is not in the registry on that day.");
		}
		return hospital;
	}

	private static long fen(JsonFields fields, String name, boolean netted) {
		return netted ? fields.number(name, -FEN_MAX, FEN_MAX, NETTED_FEN_RULE)
				: fields.number(name, 0, FEN_MAX, FEN_RULE);
	}

	/**
	 * Totals as they came.
	 */
	record Totals(HospitalStatement statement, ClearingDay day) {
	}

	/**
	 * Whose lines they are.
	 */
	record Place(Hospital hospital, ClearingDay day) {
	}

}
