package io.medsettle.api.access;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.medsettle.core.database.RegistryStore;
import io.medsettle.core.registry.Registry;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import io.medsettle.core.settings.SettlementSettings;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * The clients of the example: each hospital, each bureau, and those who work for the
 * region, all with a secret that everybody knows; and people of the same names, with the
 * same password.
 */
@Component
@Profile("demo")
@ConditionalOnRole(Role.API)
class DemoClients implements SmartInitializingSingleton {

	private static final String BUREAU_PREFIX = "bureau-";

	private final AccessClients clients;

	private final People people;

	private final RegistryStore registries;

	private final SettlementSettings settings;

	private final Clock clock;

	DemoClients(AccessClients clients, People people, RegistryStore registries, SettlementSettings settings,
			Clock clock) {
		this.clients = clients;
		this.people = people;
		this.registries = registries;
		this.settings = settings;
		this.clock = clock;
	}

	@Override
	public void afterSingletonsInstantiated() {
		LocalDate today = LocalDate.ofInstant(this.clock.instant(), this.settings.timeZone());
		Registry registry = this.registries.current();
		List<Caller> callers = Stream.of(
				registry.hospitalsOn(today)
					.stream()
					.map((hospital) -> caller(hospital.code(), AccessRole.HOSPITAL, hospital.code())),
				registry.citiesOn(today)
					.stream()
					.map((city) -> caller(BUREAU_PREFIX + city.code(), AccessRole.BUREAU, city.code())),
				Stream.of(caller("operator", AccessRole.OPERATOR, ""), caller("checker", AccessRole.CHECKER, ""),
						caller("auditor", AccessRole.AUDITOR, "")))
			.flatMap((part) -> part)
			.toList();
		this.clients.add(callers.stream()
			.map((caller) -> new AccessClient(caller.name(), DefaultSecret.HASH, caller.roles().iterator().next(),
					caller.organisation(), Instant.EPOCH, null, null))
			.toList());
		this.people.add(callers.stream()
			.map((caller) -> new Person(caller.name(), DefaultSecret.HASH, caller.roles(), caller.organisation(), null,
					Instant.EPOCH))
			.toList());
	}

	private static Caller caller(String name, AccessRole role, String organisation) {
		return new Caller(Caller.Kind.CLIENT, name, Set.of(role), organisation);
	}

}
