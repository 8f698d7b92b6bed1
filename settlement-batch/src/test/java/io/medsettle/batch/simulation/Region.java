package io.medsettle.batch.simulation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import io.medsettle.batch.testing.NightEngine;
import io.medsettle.batch.testing.TestClock;
import io.medsettle.core.ledger.Side;
import io.medsettle.core.privacy.PersonNumberCipher;
import org.jspecify.annotations.Nullable;

/**
 * The cities, their hospitals and bureaus, and what they do. Whatever happens to the
 * engine, the model is told in its own words.
 */
final class Region {

	/** In their order; those of the engine's registry. */
	static final List<String> CITIES = List.of("310000", "320500", "330200", "330400", "340100");

	private static final LocalTime OPENING = LocalTime.of(1, 0);

	private final TestClock clock;

	private final Random random;

	private final ReferenceModel model;

	private final Pipeline pipeline;

	private final Bureaus bureaus;

	private final Hospitals hospitals;

	private final StatementDesk statements;

	private final SimulatedBooks books;

	/** Everything that hospitals have submitted, well-formed and known to the router. */
	private final List<Submission> submissions = new ArrayList<>();

	private final List<Corrupted> corrupted = new ArrayList<>();

	private final LocalDate firstDay;

	private LocalDate day;

	private long nowMs;

	Region(NightEngine engine, ReferenceModel model, LocalDate firstDay, Random random) {
		this.clock = engine.clock();
		this.random = random;
		this.model = model;
		this.pipeline = new Pipeline(engine, model, random);
		this.bureaus = new Bureaus(engine, model, random);
		this.hospitals = new Hospitals(random);
		this.statements = new StatementDesk(engine, model, random);
		this.books = new SimulatedBooks(engine.jdbc(), engine.bean(PersonNumberCipher.class));
		this.firstDay = firstDay;
		this.day = firstDay;
		this.nowMs = openingMs(firstDay);
	}

	/** From now on events belong to another day. */
	void begin(LocalDate newDay) {
		this.day = newDay;
		this.nowMs = Math.max(this.nowMs, openingMs(newDay));
	}

	/** What hospitals say in the evening. */
	List<String> end(LocalDate closing) {
		return this.statements.send(closing,
				this.submissions.stream().filter((event) -> event.day().equals(closing)).toList());
	}

	Pipeline pipeline() {
		return this.pipeline;
	}

	Bureaus bureaus() {
		return this.bureaus;
	}

	String settle() {
		return submit(this.hospitals.settlement(now()));
	}

	String settleLate() {
		return submit(this.hospitals.lateSettlement(now()));
	}

	@Nullable String reverse() {
		Content original = anySubmitted();
		return (original == null) ? null : submit(this.hospitals.reversal(original, now()));
	}

	@Nullable String reverseWrongly() {
		Content original = anySubmitted();
		return (original == null) ? null : submit(this.hospitals.wrongReversal(original, now()));
	}

	String reverseEarly() {
		return submit(this.hospitals.earlyReversal(now()));
	}

	@Nullable String reverseAgain() {
		List<Content> reversals = submitted().stream().filter(Content::isReversal).toList();
		return reversals.isEmpty() ? null
				: submit(this.hospitals.repeatedReversal(this.hospitals.any(reversals), now()));
	}

	@Nullable String billAgain() {
		List<Content> ofDay = this.submissions.stream()
			.filter((event) -> event.day().equals(this.day) && !event.content().isReversal())
			.map(Submission::content)
			.toList();
		return ofDay.isEmpty() ? null : "again as " + submit(this.hospitals.billedAgain(this.hospitals.any(ofDay)));
	}

	@Nullable String settleAwaited() {
		Content awaited = this.hospitals.awaited();
		return (awaited == null) ? null : submit(awaited);
	}

	@Nullable String repeat() {
		Content first = anySubmitted();
		return (first == null) ? null : "again " + submit(first);
	}

	@Nullable String contradict() {
		Content first = anySubmitted();
		return (first == null) ? null : "other " + submit(this.hospitals.conflicting(first));
	}

	String submitUnfit() {
		long acceptedAtMs = now();
		return this.pipeline.submitUnfit(this.hospitals.settlement(acceptedAtMs), this.day, acceptedAtMs);
	}

	/**
	 * An event that stands behind the end of the day its time names belongs to the
	 * current one.
	 */
	@Nullable String settleByClockThatWentBack() {
		if (this.day.equals(this.firstDay)) {
			return null;
		}
		long acceptedAtMs = now() - TimeUnit.DAYS.toMillis(1 + this.random.nextInt(2));
		return "behind the end of its day " + submit(this.hospitals.settlement(acceptedAtMs), acceptedAtMs, null);
	}

	String loseLeg() {
		Side losing = this.random.nextBoolean() ? Side.TREATMENT : Side.INSURED;
		Content any = anySubmitted();
		Content content = switch (this.random.nextInt(4)) {
			case 0 -> (any != null) ? this.hospitals.reversal(any, now()) : this.hospitals.settlement(now());
			case 1 -> (any != null) ? any : this.hospitals.settlement(now());
			default -> this.hospitals.settlement(now());
		};
		return "the %s ledger loses %s".formatted(losing.legName(), submit(content, losing));
	}

	/**
	 * A leg that comes after the night of its day is looked at because its claim is held.
	 * What both books lack is not missed, so that its leg must not come so late.
	 */
	@Nullable String findLeg() {
		Pipeline.LostLeg found = this.pipeline.find((event) -> event.day().equals(this.day)
				|| this.model.isHeld(event.content().identity()) || this.model.isDone(event.content().identity()));
		return (found == null) ? null
				: "the %s ledger finds %s of %s".formatted(found.side().legName(), found.event(), found.event().day());
	}

	/** Only what a book has of the day: what has cleared must not change. */
	@Nullable String corrupt() {
		Side side = this.random.nextBoolean() ? Side.TREATMENT : Side.INSURED;
		List<Booked> ofDay = this.model.book(side)
			.values()
			.stream()
			.filter((booked) -> booked.day().equals(this.day))
			.toList();
		if (ofDay.isEmpty()) {
			return null;
		}
		Booked booked = this.hospitals.any(ofDay);
		Content right = booked.content();
		Content wrong = this.hospitals.otherwise(right);
		if (fitsRefused(new Booked(booked.submission(), wrong))) {
			return null;
		}
		this.books.change(side, wrong);
		this.model.change(side, wrong);
		this.corrupted.add(new Corrupted(side, right));
		return "the %s ledger corrupts %s to %s".formatted(side.legName(), right, wrong);
	}

	/** What was refused by a corrupted book is not to be posted by the right one. */
	@Nullable String repair() {
		List<Corrupted> held = this.corrupted.stream()
			.filter((each) -> this.model.isHeld(each.right().identity()))
			.toList();
		if (held.isEmpty()) {
			return null;
		}
		Corrupted repaired = this.hospitals.any(held);
		this.corrupted.remove(repaired);
		this.pipeline.settle(repaired.side());
		this.books.change(repaired.side(), repaired.right());
		this.model.change(repaired.side(), repaired.right());
		return "the %s ledger repairs %s".formatted(repaired.side().legName(), repaired.right());
	}

	/**
	 * What an insured city does not want to pay, or not all of it, it says on the day.
	 */
	@Nullable String contest() {
		List<Booked> ofDay = this.model.book(Side.INSURED)
			.values()
			.stream()
			.filter((booked) -> booked.day().equals(this.day) && booked.clearedFen() > 1)
			.toList();
		return ofDay.isEmpty() ? null : this.bureaus.contest(this.hospitals.any(ofDay).content());
	}

	/** Whether a reversal that was refused would be posted if it were read again. */
	private boolean fitsRefused(Booked original) {
		return this.submissions.stream()
			.map(Submission::content)
			.filter((content) -> content.isReversal() && content.original().equals(original.content().identity()))
			.anyMatch(original::isTakenBackBy);
	}

	private List<Content> submitted() {
		return this.submissions.stream().map(Submission::content).toList();
	}

	private String submit(Content content) {
		return submit(content, null).toString();
	}

	private Submission submit(Content content, @Nullable Side losing) {
		return submit(content, now(), losing);
	}

	private Submission submit(Content content, long acceptedAtMs, @Nullable Side losing) {
		Submission event = this.pipeline.submit(content, this.day, acceptedAtMs, losing);
		this.submissions.add(event);
		return event;
	}

	/** Rather something new than something old. */
	private @Nullable Content anySubmitted() {
		int size = this.submissions.size();
		if (size == 0) {
			return null;
		}
		int back = this.random.nextBoolean() ? Math.min(size, 20) : size;
		return this.submissions.get(size - 1 - this.random.nextInt(back)).content();
	}

	/** Time goes on, but not always by a millisecond. */
	private long now() {
		this.nowMs += (this.random.nextInt(3) == 0) ? 0 : this.random.nextInt(5_000);
		this.clock.set(Instant.ofEpochMilli(this.nowMs));
		return this.nowMs;
	}

	private static long openingMs(LocalDate day) {
		return day.atTime(OPENING).toInstant(ZoneOffset.ofHours(8)).toEpochMilli();
	}

	/**
	 * A claim of which a book has something else than it was sent.
	 */
	private record Corrupted(Side side, Content right) {
	}

}
