package io.medsettle.api.accounts;

import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import javax.security.auth.x500.X500Principal;

import io.medsettle.api.access.AccessRole;
import io.medsettle.core.database.RegistryStore;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.problem.JsonFields;
import io.medsettle.core.problem.ProblemCode;
import io.medsettle.core.registry.Registry;
import io.medsettle.core.settings.SettlementSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Reads who is to be what.
 */
@Component
class AccountFields {

	static final String NAME_PATTERN = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$";

	static final String ORGANISATION_PATTERN = "^(H[0-9]{11}|[0-9]{6})$";

	static final int SUBJECT_LENGTH_MAX = 500;

	private static final Predicate<String> NAME = Pattern.compile(NAME_PATTERN).asMatchPredicate();

	private static final Predicate<String> ORGANISATION = Pattern.compile(ORGANISATION_PATTERN).asMatchPredicate();

	private final RegistryStore registries;

	private final ClearingDays days;

	private final SettlementSettings settings;

	AccountFields(RegistryStore registries, ClearingDays days, SettlementSettings settings) {
		this.settings = settings;
		this.registries = registries;
		this.days = days;
	}

	String name(JsonFields fields, String field) {
		return fields.text(field, NAME, "The field " + field
				+ " must be 1 to 64 letters, digits, dots, dashes and underscores, the first a letter or a digit.");
	}

	/**
	 * Whose certificate it is, as RFC 2253 writes it: there are several ways to write the
	 * same.
	 */
	String certificateSubject(JsonFields fields) {
		String text = fields.text("subject", AccountFields::isSubject,
				"The field subject must be a distinguished name such as CN=H31000000001,O=Hospital,C=CN, of at most "
						+ SUBJECT_LENGTH_MAX + " characters.");
		return text.isEmpty() ? text : new X500Principal(text).getName();
	}

	private static boolean isSubject(String text) {
		try {
			return !text.isBlank() && new X500Principal(text).getName().length() <= SUBJECT_LENGTH_MAX;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	@Nullable AccessRole role(JsonFields fields) {
		return fields.oneOf("role", AccessRole.class);
	}

	/**
	 * The organisation that goes with a role: a hospital or a city of the registry, or
	 * none.
	 */
	String organisation(JsonFields fields, @Nullable AccessRole role) {
		if (role == null || !role.isOfAnOrganisation()) {
			String none = fields.optionalText("organisation", (text) -> false,
					"The field organisation is for hospitals and bureaus alone.");
			return (none != null) ? none : "";
		}
		String code = fields.text("organisation", ORGANISATION,
				"The field organisation must be the code of a hospital or of a city.");
		if (!code.isEmpty() && !isRegistered(code, role)) {
			fields.wrong("organisation", ProblemCode.INVALID_FIELD, "The field organisation must be a "
					+ (role == AccessRole.HOSPITAL ? "hospital" : "city") + " of the registry.");
		}
		return code;
	}

	/**
	 * Some hospital or city of the registry.
	 */
	String anyOrganisation(JsonFields fields) {
		String code = fields.text("organisation", ORGANISATION,
				"The field organisation must be the code of a hospital or of a city.");
		if (!code.isEmpty() && !isRegistered(code, AccessRole.HOSPITAL) && !isRegistered(code, AccessRole.BUREAU)) {
			fields.wrong("organisation", ProblemCode.INVALID_FIELD,
					"The field organisation must be a hospital or a city of the registry.");
		}
		return code;
	}

	/** When a day begins; null if there is none. */
	@Nullable Instant startOf(@Nullable LocalDate day) {
		return (day != null) ? day.atStartOfDay(this.settings.timeZone()).toInstant() : null;
	}

	private boolean isRegistered(String code, AccessRole role) {
		LocalDate today = this.days.current().day();
		Registry registry = this.registries.current();
		return (role == AccessRole.HOSPITAL) ? registry.hospital(code, today) != null
				: registry.city(code, today) != null;
	}

}
