package io.medsettle.api.console;

import java.time.LocalDate;
import java.util.Locale;

import io.medsettle.api.console.FlowsView.FlowGroup;
import io.medsettle.api.console.ResultsView.CityName;
import io.medsettle.core.database.RegistryStore;
import io.medsettle.core.registry.City;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * The names of cities and provinces in the page's languages. What is not known by name is
 * shown by its code.
 */
@Component
@ConditionalOnRole(Role.API)
class CityNames {

	private final RegistryStore registries;

	private final MessageSource messages;

	CityNames(RegistryStore registries, MessageSource messages) {
		this.registries = registries;
		this.messages = messages;
	}

	CityName of(String code, LocalDate day) {
		City city = this.registries.current().city(code, day);
		return (city != null) ? new CityName(code, city.nameZh(), city.nameEn(), city.metroCircle())
				: new CityName(code, code, code, false);
	}

	/**
	 * The code of the province the city lies in.
	 */
	String provinceOf(String code, LocalDate day) {
		City city = this.registries.current().city(code, day);
		return (city != null) ? city.provinceCode() : code.substring(0, 2) + "0000";
	}

	FlowGroup province(String code) {
		return new FlowGroup(provinceName(code, Locale.CHINESE), provinceName(code, Locale.ENGLISH));
	}

	private String provinceName(String code, Locale language) {
		String name = this.messages.getMessage("province." + code, null, code, language);
		return (name != null) ? name : code;
	}

}
