package io.medsettle.api.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.medsettle.api.console.LiveView.IntakeCount;
import io.medsettle.api.console.PartView.Bar;
import io.medsettle.api.console.PartView.State;
import io.medsettle.core.kafka.Backlog;
import io.medsettle.core.kafka.ConsumerGroups;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import io.medsettle.core.settings.SettlementSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * How the parts of the engine stand, in the order in which a claim meets them. Answers
 * within two seconds, whatever does not: needs neither the database nor the broker to say
 * that they are away.
 */
@Component
@ConditionalOnRole(Role.API)
class PartsReader {

	private static final Duration KEPT_FOR = Duration.ofMillis(900);

	/** Indicators that have a place of their own, or say the same as one that has. */
	private static final Set<String> TOLD_APART = Set.of("broker", "db", "diskSpace", "listeners", "night", "progress");

	private static final String DATABASE = "database";

	/** Where listeners stop, or wait, claims wait. */
	private static final String RUNNING = "running";

	private final HealthAnswers health;

	private final Backlog backlog;

	private final IntakeTally tally;

	private final SettlementSettings settings;

	private final LoadingCache<Class<PartView>, List<PartView>> latest = Caffeine.newBuilder()
		.expireAfterWrite(KEPT_FOR)
		.build((key) -> readNow());

	PartsReader(HealthAnswers health, Backlog backlog, IntakeTally tally, SettlementSettings settings) {
		this.health = health;
		this.backlog = backlog;
		this.tally = tally;
		this.settings = settings;
	}

	/**
	 * All parts as they were within the last second.
	 */
	List<PartView> read() {
		return this.latest.get(PartView.class);
	}

	boolean isDatabaseThere() {
		return read().stream().noneMatch((part) -> part.name().equals(DATABASE) && part.state() == State.BAD);
	}

	private List<PartView> readNow() {
		Map<String, Health> answers = this.health.ask();
		boolean brokerAnswers = isUp(answers.get("broker"));
		IntakeCount intake = this.tally.latest();
		PartView treatment = stage("treatment", ConsumerGroups.TREATMENT_LEDGER, answers, brokerAnswers);
		PartView insured = stage("insured", ConsumerGroups.INSURED_LEDGER, answers, brokerAnswers);
		List<PartView> parts = new ArrayList<>();
		parts.add(stage("router", ConsumerGroups.ROUTER, answers, brokerAnswers));
		parts.add(treatment.with(new Bar(intake.ended().posted(), intake.expected())));
		parts.add(insured.with(new Bar(intake.insuredPosted(), intake.expected())));
		parts.add(brokerAnswers ? oldest() : unknown("oldest"));
		parts.add(answering("broker", answers.get("broker")));
		parts.add(answering(DATABASE, answers.get("db")));
		parts.add(disk(answers.get("diskSpace")));
		parts.addAll(night(answers.get("night")));
		parts.add(others(answers));
		return parts;
	}

	/**
	 * The router or a ledger: what it does in this process, if it runs here, and whether
	 * it takes its events, wherever it runs.
	 */
	private PartView stage(String name, String group, Map<String, Health> answers, boolean brokerAnswers) {
		String listener = detail(answers.get("listeners"), group);
		Duration standing = this.backlog.standstills().get(name);
		if (!listener.isEmpty() && !RUNNING.equals(listener)) {
			return new PartView(name, State.BAD, "paused".equals(listener) ? "part.paused" : "part.stopped", "", null);
		}
		if (!brokerAnswers) {
			return unknown(name);
		}
		if (standing != null) {
			return new PartView(name, State.BAD, "part.stands-still", Figures.duration(standing), null);
		}
		Duration behind = this.backlog.ages().getOrDefault(name, Duration.ZERO);
		return behind.isZero() ? good(name, "part.up-to-date", "")
				: good(name, "part.behind", Figures.duration(behind));
	}

	private PartView oldest() {
		Duration age = this.backlog.worst().age();
		if (age.isZero()) {
			return good("oldest", "part.nothing-waits", "");
		}
		boolean refusing = age.compareTo(this.settings.intake().backlogAgeLimit()) > 0;
		return new PartView("oldest", refusing ? State.BAD : State.GOOD, "part.figure", Figures.duration(age), null);
	}

	private static PartView answering(String name, @Nullable Health answer) {
		return isUp(answer) ? good(name, "part.answers", "") : new PartView(name, State.BAD, "part.silent", "", null);
	}

	private static PartView disk(@Nullable Health answer) {
		String free = detail(answer, "free");
		if (answer == null || free.isEmpty()) {
			return unknown("disk");
		}
		return new PartView("disk", isUp(answer) ? State.GOOD : State.BAD, "part.free",
				Figures.size(Long.parseLong(free)), null);
	}

	private static List<PartView> night(@Nullable Health answer) {
		if (answer == null || answer.getStatus().equals(Status.UNKNOWN)) {
			return List.of(unknown("lease"), unknown("night"), unknown("verified"));
		}
		String holder = detail(answer, "lease");
		String day = shortened(detail(answer, "night"));
		String state = detail(answer, "state");
		String verified = shortened(detail(answer, "verified"));
		boolean holds = Boolean.parseBoolean(detail(answer, "holds"));
		return List.of(
				holder.isEmpty() ? new PartView("lease", State.BAD, "part.nobody", "", null)
						: good("lease", "part.figure", holder),
				day.isEmpty() ? good("night", "part.none-yet", "")
						: new PartView("night", "FAILED".equals(state) ? State.BAD : State.GOOD, "part.night." + state,
								day, null),
				verified.isEmpty() ? good("verified", "part.none-yet", "") : new PartView("verified",
						holds ? State.GOOD : State.BAD, holds ? "part.holds" : "part.differs", verified, null));
	}

	/**
	 * Whatever else this process says of itself, so that nothing can fail behind a green
	 * page.
	 */
	private static PartView others(Map<String, Health> answers) {
		List<String> failing = answers.entrySet()
			.stream()
			.filter((answer) -> !TOLD_APART.contains(answer.getKey()) && !isUp(answer.getValue()))
			.map(Map.Entry::getKey)
			.collect(Collectors.toCollection(ArrayList::new));
		for (String group : List.of(ConsumerGroups.REGISTER, ConsumerGroups.DECISIONS)) {
			String listener = detail(answers.get("listeners"), group);
			if (!listener.isEmpty() && !RUNNING.equals(listener)) {
				failing.add(group);
			}
		}
		return failing.isEmpty() ? good("others", "part.well", "")
				: new PartView("others", State.BAD, "part.figure", String.join(", ", failing), null);
	}

	/** A day without its year, as the page lists them. */
	private static String shortened(String day) {
		return day.isEmpty() ? "" : day.substring("2026-".length());
	}

	private static PartView good(String name, String said, String figure) {
		return new PartView(name, State.GOOD, said, figure, null);
	}

	private static PartView unknown(String name) {
		return new PartView(name, State.UNKNOWN, "part.unknown", "", null);
	}

	private static boolean isUp(@Nullable Health answer) {
		return answer != null && answer.getStatus().equals(Status.UP);
	}

	private static String detail(@Nullable Health answer, String name) {
		Object value = (answer != null) ? answer.getDetails().get(name) : null;
		return (value != null) ? value.toString() : "";
	}

}
