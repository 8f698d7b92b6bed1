package io.medsettle.batch.simulation;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * What can happen, and how often against the others.
 */
enum Happening {

	/** A hospital settles a visit. */
	SETTLEMENT(24, Region::settle),

	/** A hospital settles a visit of an earlier day. */
	LATE_VISIT(4, Region::settleLate),

	/** A hospital takes a settlement back. */
	REVERSAL(9, Region::reverse),

	/** A hospital takes back something else than it settled. */
	WRONG_REVERSAL(2, Region::reverseWrongly),

	/** A hospital takes back what it has not submitted. */
	EARLY_REVERSAL(7, Region::reverseEarly),

	/** A hospital takes back again what it has taken back before, or a part of it. */
	REPEATED_REVERSAL(6, Region::reverseAgain),

	/** A hospital submits a visit again under another number. */
	BILLED_AGAIN(2, Region::billAgain),

	/** What was taken back before is submitted at last. */
	AWAITED_ORIGINAL(5, Region::settleAwaited),

	/** A hospital submits the same again. */
	DUPLICATE(5, Region::repeat),

	/** A hospital submits something else under a number it has used. */
	CONFLICT(3, Region::contradict),

	/** A hospital submits what the router must refuse, or cannot read. */
	UNFIT(3, Region::submitUnfit),

	/** A broker's clock goes back to a day that has ended. */
	CLOCK_BACK(2, Region::settleByClockThatWentBack),

	/** One side loses its leg of an event. */
	LOST_LEG(5, Region::loseLeg),

	/** A side gets a leg that it had lost. */
	FOUND_LEG(5, Region::findLeg),

	/** A book has something else of a claim than it was sent. */
	CORRUPTION(4, Region::corrupt),

	/** A book is put right. */
	REPAIR(2, Region::repair),

	/** An insured city refuses a claim or deducts from it. */
	WORD(4, Region::contest),

	/** Somebody reads. */
	BATCH(24, (region) -> region.pipeline().read()),

	/** Somebody dies when all is done but to commit the offsets. */
	DEATH_BEFORE_KAFKA(5, (region) -> region.pipeline().dieBeforeKafka()),

	/** Somebody dies before the database has answered or committed. */
	DEATH_BEFORE_THE_DATABASE(3, (region) -> region.pipeline().dieBeforeTheDatabase()),

	/** Partitions are given out anew. */
	REBALANCE(3, (region) -> region.pipeline().rebalance()),

	/** A member of a group that is none any more takes an old batch. */
	REPLAY(3, (region) -> region.pipeline().replay()),

	/** Somebody reads nothing for a while. */
	DELAY(2, (region) -> region.pipeline().delay()),

	/** Somebody takes a break in hand. */
	ASSIGNED(1, (region) -> region.bureaus().assign()),

	/** Somebody says how to resolve a break. */
	PROPOSED(14, (region) -> region.bureaus().propose()),

	/** Somebody else agrees. */
	APPROVED(11, (region) -> region.bureaus().approve()),

	/** Somebody does not agree, or no longer does. */
	REJECTED(2, (region) -> region.bureaus().reject());

	private static final int WEIGHTS = Arrays.stream(values()).mapToInt((happening) -> happening.weight).sum();

	private final int weight;

	private final Function<Region, @Nullable String> happening;

	/**
	 * @param happening lets it happen, and tells what has happened, or null if nothing
	 * could
	 */
	Happening(int weight, Function<Region, @Nullable String> happening) {
		this.weight = weight;
		this.happening = happening;
	}

	static Happening any(Random random) {
		int place = random.nextInt(WEIGHTS);
		for (Happening happening : values()) {
			place -= happening.weight;
			if (place < 0) {
				return happening;
			}
		}
		throw new IllegalStateException("The weights do not add up.");
	}

	/** Whether hospitals do it, or readers: what also happens while a night runs. */
	boolean goesOnAtNight() {
		return compareTo(CONFLICT) <= 0 || this == BATCH || this == REBALANCE || this == REPLAY;
	}

	@Nullable String happenTo(Region region) {
		return this.happening.apply(region);
	}

}
