package io.medsettle.api.console;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.stereotype.Component;

/**
 * Asks every indicator of this process's health at once, and waits for none longer than a
 * reader of the page would. One that takes longer is not asked again before it has
 * answered.
 */
@Component
@ConditionalOnRole(Role.API)
class HealthAnswers {

	private static final Duration WAIT_MAX = Duration.ofMillis(1500);

	private static final Health NONE = Health.unknown().withDetail("reason", "It does not answer.").build();

	private final HealthContributorRegistry indicators;

	private final Map<String, CompletableFuture<Health>> underWay = new ConcurrentHashMap<>();

	HealthAnswers(HealthContributorRegistry indicators) {
		this.indicators = indicators;
	}

	/**
	 * What each says, by its name; of one that does not answer, that it is unknown.
	 */
	Map<String, Health> ask() {
		Map<String, CompletableFuture<Health>> asked = new TreeMap<>();
		this.indicators.stream().forEach((entry) -> {
			if (entry.contributor() instanceof HealthIndicator indicator) {
				asked.put(entry.name(), ask(entry.name(), indicator));
			}
		});
		long deadline = System.nanoTime() + WAIT_MAX.toNanos();
		Map<String, Health> answers = new TreeMap<>();
		asked.forEach((name, answer) -> answers.put(name,
				answer.copy()
					.completeOnTimeout(NONE, Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)
					.exceptionally((failure) -> NONE)
					.join()));
		return answers;
	}

	private CompletableFuture<Health> ask(String name, HealthIndicator indicator) {
		return this.underWay.computeIfAbsent(name, (key) -> {
			CompletableFuture<Health> answer = new CompletableFuture<>();
			// Not virtual: one that waits for the embedded database might stand in the
			// way of whoever it waits for.
			Thread.ofPlatform().daemon().name("page-health-" + name).start(() -> {
				try {
					answer.complete(indicator.health());
				}
				catch (RuntimeException ex) {
					answer.completeExceptionally(ex);
				}
				finally {
					this.underWay.remove(name);
				}
			});
			return answer;
		});
	}

}
