package io.medsettle.api.startup;

import java.util.Set;
import java.util.stream.Collectors;

import io.medsettle.core.settings.SettlementSettings;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;

/**
 * Reads the settings before any bean could, as strictly as can be: a value that breaks a
 * rule is refused, and so is a name that means nothing, since a misspelt
 * {@code settlement.data-dir} would put the books somewhere else without a word.
 */
final class CheckedSettings {

	private static final String PREFIX = "settlement";

	/** Settings of single rooms, which read them on their own. */
	private static final ConfigurationPropertyName DEMO = ConfigurationPropertyName.of("settlement.demo");

	private CheckedSettings() {
	}

	/**
	 * Reads what is set under {@code settlement}.
	 * @throws BindException if a value is wrong
	 * @throws CannotStartException if a name is unknown
	 */
	static SettlementSettings read(Binder binder) {
		SettlementSettings settings;
		try (ValidatorFactory validators = Validation.buildDefaultValidatorFactory()) {
			settings = binder.bindOrCreate(PREFIX, Bindable.of(SettlementSettings.class),
					new ValidationBindHandler(new SpringValidatorAdapter(validators.getValidator())));
		}
		requireKnownNames(binder);
		settings.access().providers().forEach(CheckedSettings::requireUse);
		return settings;
	}

	/** Of an OpenID provider: it is there for the console, for the interface, or both. */
	private static void requireUse(String name, SettlementSettings.Provider provider) {
		String prefix = PREFIX + ".access.providers." + name;
		if ((provider.clientId() == null) != (provider.clientSecret() == null)) {
			throw new CannotStartException(
					WrongSetting.line(prefix + ((provider.clientId() == null) ? ".client-id" : ".client-secret"), null,
							"must be set where its twin is"));
		}
		if (provider.clientId() == null && provider.audience() == null) {
			throw new CannotStartException(
					WrongSetting.line(prefix, null, "must have client-id and client-secret, or audience"));
		}
		if (provider.audience() != null && provider.audience().equals(provider.clientId())) {
			throw new CannotStartException(WrongSetting.line(prefix + ".audience", provider.audience(),
					"must differ from client-id, which is what ID tokens have"));
		}
	}

	/** The environment of the process is left out: other programs' names live there. */
	private static void requireKnownNames(Binder binder) {
		try {
			binder.bindOrCreate(PREFIX, Bindable.of(SettlementSettings.class),
					new NoUnboundElementsBindHandler(BindHandler.DEFAULT, new UnboundElementsSourceFilter()));
		}
		catch (BindException ex) {
			if (!(ex.getCause() instanceof UnboundConfigurationPropertiesException unbound)) {
				throw ex;
			}
			Set<ConfigurationPropertyName> unknown = unbound.getUnboundProperties()
				.stream()
				.map(ConfigurationProperty::getName)
				.filter((name) -> !DEMO.isAncestorOf(name))
				.collect(Collectors.toSet());
			if (!unknown.isEmpty()) {
				throw new CannotStartException("There is no setting " + unknown.stream()
					.map(ConfigurationPropertyName::toString)
					.sorted()
					.collect(Collectors.joining(", ")), ex);
			}
		}
	}

}
