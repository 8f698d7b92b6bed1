package io.medsettle.api.console;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import io.medsettle.core.ledger.DayIntake;
import org.jspecify.annotations.Nullable;

/**
 * What the page repeats every second or two: the current day, its intake and the night at
 * work.
 *
 * @param today the current clearing day
 * @param intake what has come in for it
 * @param night the night in progress, else the last one; null before the first
 * @param steps that night's steps in order
 */
record LiveView(Today today, IntakeCount intake, @Nullable NightView night, List<StepView> steps) {

	/**
	 * Whether the page should look again soon: something moves that takes seconds.
	 */
	public boolean moving() {
		return this.night != null && (this.night.phase() == Phase.RUNNING || this.night.phase() == Phase.WAITING);
	}

	/**
	 * What the night waits for, in words, or null.
	 */
	public @Nullable String waitingOn() {
		return this.steps.stream().map(StepView::waitingOn).filter(Objects::nonNull).findFirst().orElse(null);
	}

	/**
	 * The current clearing day.
	 *
	 * @param day its date
	 * @param cutOff the first instant that no longer belongs to it, in the engine's zone
	 * @param remaining hours, minutes and seconds left until then
	 * @param closable whether an operator may close it now
	 */
	record Today(LocalDate day, ZonedDateTime cutOff, String remaining, boolean closable) {
	}

	/**
	 * A night.
	 *
	 * @param day the day it clears
	 * @param published whether that day is published
	 * @param phase what the night is doing
	 * @param failure why it stopped; null unless it failed
	 * @param elapsed how long it has taken; empty before it starts
	 * @param steps its steps in order
	 */
	record NightView(LocalDate day, boolean published, Phase phase, @Nullable String failure, String elapsed,
			List<StepView> steps) {

		/** The message that says how it stands. */
		public String standing() {
			return (this.phase == Phase.DONE && this.published) ? "state.PUBLISHED" : this.phase.message();
		}

	}

	/**
	 * A step of the night.
	 *
	 * @param name its name
	 * @param phase how it stands
	 * @param done how much is done
	 * @param total how much there is to do; 0 while unknown
	 * @param unit what is counted
	 * @param elapsed how long it has taken; empty before it starts
	 * @param waitingOn what it waits for, in words; null when it does not
	 */
	record StepView(String name, Phase phase, long done, long total, String unit, String elapsed,
			@Nullable String waitingOn) {

		/** Such as {@code 17 / 41}, or empty when there is nothing to count. */
		public String progress() {
			if (this.phase == Phase.WAITING || (this.total == 0 && this.done == 0)) {
				return "";
			}
			return (this.total > 0 && this.done < this.total)
					? Figures.count(this.done) + " / " + Figures.count(this.total) : Figures.count(this.done);
		}

		/** Whether it is at work without knowing how much there is to do. */
		public boolean unmeasured() {
			return this.phase == Phase.RUNNING && this.total == 0;
		}

		/** How much of the bar is filled, of 1000. */
		public long permille() {
			return switch (this.phase) {
				case DONE -> 1000;
				case WAITING, PROVISIONAL -> 0;
				case RUNNING, STOPPED, FAILED -> (this.total > 0) ? Math.min(1000, this.done * 1000 / this.total) : 0;
			};
		}

	}

	/** How a night or one of its steps stands. */
	enum Phase {

		/** Not begun. */
		WAITING,

		/** At work. */
		RUNNING,

		/** Interrupted; goes on by itself. */
		STOPPED,

		/** Its results wait for an operator to confirm them. */
		PROVISIONAL,

		/** Stopped by a failure. */
		FAILED,

		/** Ended well. */
		DONE;

		/** Its name in style sheets. */
		public String key() {
			return name().toLowerCase(Locale.ROOT);
		}

		/** The message that names it. */
		public String message() {
			return "phase." + key();
		}

	}

	/**
	 * What has come in for a clearing day.
	 *
	 * @param submitted events appended to the topic; -1 while the broker does not answer
	 * @param ended those of them that reached their end, as the treatment cities' books
	 * have it
	 * @param insuredPosted claims in the insured cities' books
	 * @param heldClaims claims of any day held back by an open break
	 */
	record IntakeCount(long submitted, DayIntake ended, long insuredPosted, long heldClaims) {

		/** Claims that the books of both sides have. */
		public long posted() {
			return Math.min(this.ended.posted(), this.insuredPosted);
		}

		/** Claims that a side's books should have in the end, as far as it is known. */
		public long expected() {
			long others = this.ended.events() - this.ended.posted();
			return Math.max(this.submitted - others, Math.max(this.ended.posted(), this.insuredPosted));
		}

		/** Events appended but not yet posted, refused or set aside. */
		public long underWay() {
			return Math.max(0, this.submitted - this.ended.events() + this.ended.posted() - posted());
		}

	}

}
