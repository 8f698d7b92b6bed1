package io.medsettle.api.demo;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import io.medsettle.core.claim.Claim;
import io.medsettle.core.claim.ClaimEncoder;
import io.medsettle.core.registry.City;
import io.medsettle.core.registry.Hospital;
import tools.jackson.databind.json.JsonMapper;

/**
 * The case of the source document as one day of events: {@value #VISITS} visits that
 * stand, of which {@value #VISITS_FROM_SHANGHAI} of Shanghai's insured, together exactly
 * 59,000,000.00 yuan. Beside them comes what comes in the field: visits that are taken
 * back, repetitions, contradictions, refusals, rubbish.
 * <p>
 * The same instant gives the same bytes in the same order, on every machine. Events are
 * made one by one while they are sent; only those that follow an earlier one wait in
 * memory.
 */
final class ExampleDay {

	static final int VISITS = 264_000;

	static final int VISITS_FROM_SHANGHAI = 100_000;

	static final long TOTAL_FEN = 5_900_000_000L;

	/** Visits beside the standing ones, each taken back by a reversal. */
	static final int REVERSED = 2_000;

	/** Of the reversed, those whose reversal comes before the original. */
	static final int REVERSED_EARLY = 200;

	/** Of the reversed, those that a second reversal tries to take back again. */
	static final int REVERSED_TWICE = 10;

	/** Reversals whose original never comes. */
	static final int ORPHANS = 40;

	static final int DUPLICATES = 1_500;

	static final int CONFLICTS = 300;

	/** Reversals that do not repeat their original. */
	static final int MISMATCHES = 120;

	/** Events that are refused by themselves. */
	static final int FAULTS = 1_080;

	static final int UNDECODABLE = 12;

	/** Of the standing visits, those on one of the three days before. */
	static final int LATE = 300;

	/** All events. */
	static final int EVENTS = VISITS + 2 * REVERSED + REVERSED_TWICE + ORPHANS + DUPLICATES + CONFLICTS + MISMATCHES
			+ FAULTS + UNDECODABLE;

	/** Events that get into the books, on either side. */
	static final int POSTED = VISITS + 2 * REVERSED + REVERSED_TWICE + ORPHANS;

	/** Posted events that the night holds back. */
	static final int HELD = REVERSED_TWICE + ORPHANS;

	private static final long SEED = 20191231;

	private static final int FOLLOW_UP_SLOTS_MAX = 5_000;

	private final List<City> cities;

	private final List<Hospital> hospitals;

	private final ZoneId zone;

	private final ClaimEncoder encoder;

	private final ExampleFaults faults;

	ExampleDay(List<City> cities, List<Hospital> hospitals, ZoneId zone, ClaimEncoder encoder, JsonMapper mapper) {
		this.cities = cities;
		this.hospitals = hospitals;
		this.zone = zone;
		this.encoder = encoder;
		this.faults = new ExampleFaults(encoder, mapper);
	}

	/**
	 * Sends the events of the day once.
	 * @param now where the day ends; visits lie between its midnight and this instant
	 * @param sender takes the events one by one, each hospital's in the order it sends
	 * them
	 */
	void send(Instant now, Consumer<ExampleEvent> sender) {
		new Sending(now, sender).run();
	}

	/** An event that follows an earlier one. */
	private record FollowUp(int slot, int sequence, ExampleEvent event) {

		private static final Comparator<FollowUp> ORDER = Comparator.comparingInt(FollowUp::slot)
			.thenComparingInt(FollowUp::sequence);

	}

	/** One sending: a slot for each standing visit, in the order of time. */
	private final class Sending {

		private final Consumer<ExampleEvent> sender;

		private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);

		private final VisitTotals standingTotals = new VisitTotals(SEED + 1, VISITS, TOTAL_FEN);

		private final VisitTotals otherTotals = new VisitTotals(SEED + 2, VISITS, TOTAL_FEN);

		private final ExampleVisits visits = new ExampleVisits(
				new TravelPattern(ExampleDay.this.cities, ExampleDay.this.hospitals), this.random);

		private final DayCurve curve;

		private final PriorityQueue<FollowUp> followUps = new PriorityQueue<>(FollowUp.ORDER);

		private final Quota fromShanghai = new Quota(VISITS_FROM_SHANGHAI, VISITS);

		private final Quota late = new Quota(LATE, VISITS);

		private final Quota reversed = new Quota(REVERSED, VISITS);

		private final Quota reversedEarly = new Quota(REVERSED_EARLY, REVERSED);

		private final Quota reversedTwice = new Quota(REVERSED_TWICE, REVERSED);

		private final Quota orphans = new Quota(ORPHANS, VISITS);

		private final Quota duplicates = new Quota(DUPLICATES, VISITS);

		private final Quota conflicts = new Quota(CONFLICTS, VISITS);

		private final Quota mismatches = new Quota(MISMATCHES, VISITS);

		private final Quota faulty = new Quota(FAULTS, VISITS);

		private final Quota undecodable = new Quota(UNDECODABLE, VISITS);

		private int slot;

		private int sequence;

		Sending(Instant now, Consumer<ExampleEvent> sender) {
			this.curve = new DayCurve(now, ExampleDay.this.zone);
			this.sender = sender;
		}

		void run() {
			for (this.slot = 0; this.slot < VISITS; this.slot++) {
				sendFollowUpsUntil(this.slot);
				standingVisit();
				reversedVisit();
				strays();
			}
			sendFollowUpsUntil(Integer.MAX_VALUE);
		}

		private void standingVisit() {
			OffsetDateTime settledAt = this.late.picks(this.random)
					? timeOf(this.slot).minusDays(this.random.nextInt(1, 4)) : timeOf(this.slot);
			long totalFen = this.standingTotals.nextFen();
			Claim visit = this.fromShanghai.picks(this.random) ? this.visits.fromShanghai(totalFen, settledAt)
					: this.visits.fromProvinces(totalFen, settledAt);
			ExampleEvent event = event(visit);
			this.sender.accept(event);
			if (this.duplicates.picks(this.random)) {
				later(soon(), event);
			}
			if (this.conflicts.picks(this.random)) {
				later(soon(), ExampleDay.this.faults.dearer(visit));
			}
			if (this.mismatches.picks(this.random)) {
				int due = soon();
				later(due, ExampleDay.this.faults.dearer(this.visits.reversalOf(visit, timeOf(due))));
			}
		}

		private void reversedVisit() {
			if (!this.reversed.picks(this.random)) {
				return;
			}
			Claim visit = otherVisit();
			int due = soon();
			Claim reversal = this.visits.reversalOf(visit, timeOf(due));
			boolean early = this.reversedEarly.picks(this.random);
			this.sender.accept(event(early ? reversal : visit));
			later(due, event(early ? visit : reversal));
			if (this.reversedTwice.picks(this.random)) {
				int again = due + soon() - this.slot;
				later(again, event(this.visits.reversalOf(visit, timeOf(again))));
			}
		}

		private void strays() {
			if (this.orphans.picks(this.random)) {
				this.sender.accept(event(this.visits.reversalOf(otherVisit(), timeOf(this.slot))));
			}
			if (this.faulty.picks(this.random)) {
				ExampleFaults.Fault[] kinds = ExampleFaults.Fault.values();
				// In turn, so that each kind comes equally often.
				ExampleFaults.Fault kind = kinds[this.faulty.wanted() % kinds.length];
				this.sender.accept(ExampleDay.this.faults.faulty(otherVisit(), kind));
			}
			if (this.undecodable.picks(this.random)) {
				this.sender.accept(ExampleDay.this.faults.undecodable(otherVisit(), this.undecodable.wanted()));
			}
		}

		private Claim otherVisit() {
			long totalFen = this.otherTotals.nextFen();
			return this.random.nextBoolean() ? this.visits.fromShanghai(totalFen, timeOf(this.slot))
					: this.visits.fromProvinces(totalFen, timeOf(this.slot));
		}

		private ExampleEvent event(Claim claim) {
			return new ExampleEvent(claim.hospitalCode(), ExampleDay.this.encoder.encode(claim));
		}

		private int soon() {
			return this.slot + this.random.nextInt(1, FOLLOW_UP_SLOTS_MAX);
		}

		private void later(int due, ExampleEvent event) {
			this.followUps.add(new FollowUp(due, this.sequence++, event));
		}

		private void sendFollowUpsUntil(int due) {
			while (!this.followUps.isEmpty() && this.followUps.element().slot() <= due) {
				this.sender.accept(this.followUps.remove().event());
			}
		}

		private OffsetDateTime timeOf(int slot) {
			Instant time = this.curve.at(Math.min(1.0, (double) slot / VISITS));
			return time.atZone(ExampleDay.this.zone).toOffsetDateTime();
		}

	}

}
