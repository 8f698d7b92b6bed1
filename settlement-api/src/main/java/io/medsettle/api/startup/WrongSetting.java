package io.medsettle.api.startup;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.bind.validation.ValidationErrors;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/**
 * The sentence for a setting with a wrong value: its name, the value, the rule.
 */
final class WrongSetting {

	/** Settings whose name has one of these words keep their value to themselves. */
	private static final Set<String> SECRET_WORDS = Set.of("password", "secret", "token", "credential", "key");

	private static final String UNSHOWN = "(not shown)";

	private WrongSetting() {
	}

	static String line(BindException failure) {
		ConfigurationProperty property = failure.getProperty();
		String name = failure.getName().toString();
		String value = (property != null) ? String.valueOf(property.getValue()) : null;
		return line((property != null) ? property.getName().toString() : name, value,
				rule(failure.getTarget().getType()));
	}

	static String line(BindValidationException failure) {
		ValidationErrors errors = failure.getValidationErrors();
		return errors.getAllErrors()
			.stream()
			.map((error) -> line(errors.getName().toString(), error))
			.sorted()
			.collect(Collectors.joining("; "));
	}

	private static String line(String prefix, ObjectError error) {
		if (error instanceof FieldError field) {
			Object value = field.getRejectedValue();
			return line(prefix + "." + kebabCase(field.getField()), (value != null) ? value.toString() : null,
					String.valueOf(error.getDefaultMessage()));
		}
		return prefix + " " + error.getDefaultMessage();
	}

	static String line(String name, @Nullable String value, String rule) {
		if (value == null) {
			return name + " is not usable: it " + rule;
		}
		return name + " is \"" + (isSecret(name) ? UNSHOWN : value) + "\": it " + rule;
	}

	private static boolean isSecret(String name) {
		return Arrays.stream(name.toLowerCase(Locale.ROOT).split("[.\\-\\[\\]]")).anyMatch(SECRET_WORDS::contains);
	}

	private static String rule(ResolvableType type) {
		Class<?> target = ClassUtils.resolvePrimitiveIfNecessary(elementType(type));
		if (target.isEnum()) {
			return "must be one of " + Arrays.stream(target.getEnumConstants())
				.map((constant) -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
				.collect(Collectors.joining(", "));
		}
		if (List.of(Integer.class, Long.class, Short.class).contains(target)) {
			return "must be a whole number";
		}
		if (target == Boolean.class) {
			return "must be true or false";
		}
		if (target == Duration.class) {
			return "must be a duration such as 30s, 10m or 365d";
		}
		if (target == DataSize.class) {
			return "must be a size such as 10MB";
		}
		if (target == ZoneId.class) {
			return "must be a time zone such as Asia/Shanghai";
		}
		if (target == LocalTime.class) {
			return "must be a time of day such as 00:00, between quotes in YAML";
		}
		if (target == LocalDate.class) {
			return "must be a date such as 2026-11-20";
		}
		if (target == Path.class) {
			return "must be a path";
		}
		return "must be a " + target.getSimpleName();
	}

	private static Class<?> elementType(ResolvableType type) {
		ResolvableType element = type.isArray() ? type.getComponentType() : type.asCollection().getGeneric();
		return element.resolve(type.resolve(Object.class));
	}

	private static String kebabCase(String field) {
		return field.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
	}

}
