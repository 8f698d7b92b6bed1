package io.medsettle.api.startup;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.util.StringUtils;

/**
 * What a production process must be told. None of it has a default: an engine that fell
 * back to a database or a cluster of its own would keep books that nobody else sees.
 */
final class RequiredSettings {

	private static final Profiles PRODUCTION = Profiles.of("production");

	private static final String DATABASE = "spring.datasource.url";

	private static final List<String> NAMES = List.of(OutsideKafka.SETTING, DATABASE, "spring.datasource.username",
			"spring.datasource.password", "settlement.privacy.key-file");

	private static final String POSTGRESQL = "jdbc:postgresql:";

	private RequiredSettings() {
	}

	/**
	 * Returns when all is there, or the profile is another.
	 * @throws CannotStartException if a setting is missing, or names a database that
	 * belongs to one process alone
	 */
	static void require(Environment environment) {
		if (!environment.acceptsProfiles(PRODUCTION)) {
			return;
		}
		Binder binder = Binder.get(environment);
		List<String> missing = NAMES.stream().filter((name) -> isMissing(binder, name)).toList();
		if (!missing.isEmpty()) {
			throw new CannotStartException("Profile production has no default for " + missing.stream()
				.map((name) -> name + " (in the environment " + variable(name) + ")")
				.collect(Collectors.joining(", ")) + ": set it");
		}
		String database = binder.bind(DATABASE, String.class).get();
		if (!database.startsWith(POSTGRESQL)) {
			throw new CannotStartException(WrongSetting.line(DATABASE, UnreachableDatabase.withoutParameters(database),
					"must begin with " + POSTGRESQL));
		}
	}

	/** Servers may be given as a list. */
	private static boolean isMissing(Binder binder, String name) {
		return binder.bind(name, Bindable.listOf(String.class))
			.orElse(List.of())
			.stream()
			.noneMatch(StringUtils::hasText);
	}

	private static String variable(String name) {
		return name.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
	}

}
