package io.medsettle.batch.simulation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

import io.medsettle.core.ledger.Side;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules as the model knows them let nothing be taken back twice, whatever a small
 * hospital submits, books have otherwise and people decide. Who adds it up knows none of
 * the rules.
 */
@Tag("invariant-13")
class RandomFamiliesTests {

	private static final String HOSPITAL = "H31000000006";

	private static final int SEEDS = 500;

	private static final int DAYS = 7;

	private static final int HAPPENINGS_A_DAY = 16;

	private static final List<String> INSURED_CITIES = List.of("320500", "330200");

	private static final List<String> RESOLUTIONS = List.of("ACCEPT_TREATMENT", "ACCEPT_INSURED", "DEDUCT", "CANCEL",
			"WRITE_OFF_ROUNDING", "LINK");

	@Test
	void nothingIsTakenBackTwice() {
		long families = 0;
		for (long seed = 1; seed <= SEEDS; seed++) {
			families += new Hospital(seed).live();
		}
		assertThat(families).as("originals that several reversals took back").isGreaterThan(SEEDS / 20);
	}

	/**
	 * A hospital with few claims, so that they meet.
	 */
	private static final class Hospital {

		private final long seed;

		private final Random random;

		private final ReferenceModel model;

		private final List<String> diary = new ArrayList<>();

		private final Map<Identity, Identity> links = new HashMap<>();

		private final SortedMap<Identity, List<Line>> families = new TreeMap<>();

		private LocalDate day = LocalDate.parse("2026-11-20");

		private long offset;

		Hospital(long seed) {
			this.seed = seed;
			this.random = new Random(seed);
			this.model = new ReferenceModel(seed % 2 == 0);
		}

		/** How many originals several reversals took back. */
		long live() {
			for (int number = 0; number < DAYS; number++) {
				for (int i = 0; i < HAPPENINGS_A_DAY; i++) {
					happen();
				}
				this.diary.add("— " + this.day);
				this.model.close(this.day).forEach(this::add);
				this.model.open().forEach((held) -> this.diary.add("held " + held));
				this.families.forEach(this::check);
				this.day = this.day.plusDays(1);
			}
			return this.families.values().stream().filter((lines) -> lines.size() > 2).count();
		}

		private void happen() {
			switch (this.random.nextInt(24)) {
				case 0 -> submit(content(anyOriginal(), null, 100 + amount()));
				case 1, 2, 3, 4, 5, 6, 7 -> reverse();
				case 8 -> corrupt();
				case 9 -> contest();
				case 10, 11, 12, 13, 14, 15, 16 -> propose();
				case 17, 18, 19, 20, 21, 22 -> approve();
				default -> reject();
			}
		}

		/** Mostly all of what is there, of one of few claims. */
		private void reverse() {
			String original = (this.random.nextInt(20) == 0) ? "R" + this.random.nextInt(20) : anyOriginal();
			Booked booked = this.model.booked(Side.TREATMENT, new Identity(HOSPITAL, original));
			Content reversal = content("R" + this.random.nextInt(60), original,
					(booked != null) ? booked.content().fundFen() : amount());
			submit((booked == null) ? reversal : reversal.withInsuredCity(booked.content().insuredCity()));
		}

		private void submit(Content content) {
			Submission event = new Submission(content, 0, this.offset++,
					this.day.toEpochDay() * 86_400_000 + this.offset, this.day);
			int losing = this.random.nextInt(20);
			if (losing != 0) {
				this.model.take(Side.TREATMENT, event);
			}
			if (losing != 1) {
				this.model.take(Side.INSURED, event);
			}
			this.diary.add(event + ((losing > 1) ? "" : (losing == 0) ? " insured alone" : " treatment alone"));
		}

		private void corrupt() {
			Side side = this.random.nextBoolean() ? Side.TREATMENT : Side.INSURED;
			this.model.book(side)
				.values()
				.stream()
				.filter((booked) -> booked.day().equals(this.day))
				.findAny()
				.ifPresent((booked) -> {
					Content wrong = this.random.nextBoolean() ? booked.content().withFundFen(amount())
							: booked.content().withInsuredCity(any(INSURED_CITIES));
					this.model.change(side, wrong);
					this.diary.add(side + " corrupts " + booked.content() + " to " + wrong);
				});
		}

		private void contest() {
			this.model.book(Side.INSURED)
				.values()
				.stream()
				.filter((booked) -> booked.day().equals(this.day) && booked.clearedFen() > 1)
				.findAny()
				.ifPresent((booked) -> {
					long deductFen = this.random.nextBoolean() ? 0 : 1;
					this.model.hear(booked.content().identity(), deductFen);
					this.diary.add("word " + deductFen + " on " + booked.content());
				});
		}

		private void propose() {
			ReferenceBreak held = held("OPEN", "REOPENED");
			if (held == null) {
				return;
			}
			String resolution = any(RESOLUTIONS);
			if (resolution.equals("CANCEL") && this.random.nextInt(10) > 0) {
				return;
			}
			long deductFen = resolution.equals("DEDUCT")
					? 1 + this.random.nextLong(Math.abs(held.shown().clearedFen()) + 1) : 0;
			Identity linked = resolution.equals("LINK") ? new Identity(HOSPITAL, anyOriginal()) : null;
			if (this.model.desk().refusesProposal(held, resolution, deductFen, linked) == null) {
				held.propose(resolution, deductFen, linked);
				this.diary.add("proposed %s %d %s for %s".formatted(resolution, deductFen, linked, held));
			}
		}

		private void approve() {
			ReferenceBreak held = held("PROPOSED");
			if (held != null && this.model.desk().refusesApproval(held) == null) {
				held.state = "APPROVED";
				this.diary.add("approved " + held);
				if (held.linked != null) {
					this.links.put(held.claim, held.linked);
				}
			}
		}

		private void reject() {
			ReferenceBreak held = held("PROPOSED", "APPROVED");
			if (held != null && this.random.nextInt(4) == 0) {
				held.reopen();
				this.links.remove(held.claim);
				this.diary.add("rejected " + held);
			}
		}

		private @Nullable ReferenceBreak held(String... states) {
			List<ReferenceBreak> among = this.model.open()
				.stream()
				.filter((held) -> List.of(states).contains(held.state))
				.toList();
			return among.isEmpty() ? null : any(among);
		}

		private void add(Cleared cleared) {
			this.diary.add("clears " + cleared.claim() + " " + cleared.fen() + " in " + cleared.insuredCity());
			Booked treatment = cleared.treatment();
			Identity family = cleared.claim();
			if (treatment != null && treatment.content().isReversal() && cleared.fen() <= 0) {
				family = this.links.getOrDefault(cleared.claim(), treatment.content().original());
			}
			this.families.computeIfAbsent(family, (any) -> new ArrayList<>())
				.add(new Line(this.day, cleared.claim(), cleared.insuredCity(), cleared.fen()));
		}

		private void check(Identity claim, List<Line> lines) {
			long own = 0;
			for (Side side : Side.values()) {
				Booked booked = this.model.booked(side, claim);
				own = (booked != null) ? Math.max(own, Math.abs(booked.clearedFen())) : own;
			}
			SortedMap<String, Long> sums = new TreeMap<>();
			for (Line line : lines) {
				sums.merge("all", line.fen(), Long::sum);
				sums.merge(line.insuredCity(), line.fen(), Long::sum);
			}
			for (long fen : sums.values()) {
				assertThat(fen)
					.as("what %s clears, %s, seed %d%n%s", claim, lines, this.seed, String.join("\n", this.diary))
					.isBetween(0L, own);
			}
			if (sums.values().stream().allMatch((fen) -> fen == 0)
					&& lines.stream().allMatch((line) -> line.fen() == 0)) {
				// Of a claim that was cancelled nothing can be taken back, and nothing
				// is.
				return;
			}
			assertThat(lines.getFirst().claim())
				.as("what clears first of %s, seed %d%n%s", lines, this.seed, String.join("\n", this.diary))
				.isEqualTo(claim);
		}

		private String anyOriginal() {
			return "C" + this.random.nextInt(4);
		}

		private long amount() {
			return this.random.nextInt(6) * 100L;
		}

		private Content content(String claimNo, @Nullable String original, long fen) {
			return new Content(HOSPITAL, claimNo, (original == null) ? 1 : -1, original, "320500", "1", "310", "11", 0,
					fen, 0, 0);
		}

		private <T> T any(List<T> among) {
			return Objects.requireNonNull(among.get(this.random.nextInt(among.size())));
		}

	}

	private record Line(LocalDate day, Identity claim, String insuredCity, long fen) {
	}

}
