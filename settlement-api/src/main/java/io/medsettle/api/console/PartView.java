package io.medsettle.api.console;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * How a part of the engine stands.
 *
 * @param name its name in messages
 * @param state whether it does what it should
 * @param said the message that says how it stands
 * @param figure what the message has a figure for; else empty
 * @param bar of a ledger, how much of the day it has; null of others
 */
record PartView(String name, State state, String said, String figure, @Nullable Bar bar) {

	/** The message that names it. */
	public String title() {
		return "part." + this.name;
	}

	/** The message that says what it means when it fails, and what to do. */
	public String remedy() {
		return "part." + this.name + ".remedy";
	}

	PartView with(Bar measured) {
		return new PartView(this.name, this.state, this.said, this.figure, measured);
	}

	/** Whether a part does what it should. */
	enum State {

		/** It does. */
		GOOD,

		/** It does not. */
		BAD,

		/** Nobody knows at the moment. */
		UNKNOWN;

		/** Its name in style sheets. */
		public String key() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/**
	 * How many claims of the current day a side's books have.
	 *
	 * @param posted how many
	 * @param expected how many they should have in the end
	 */
	record Bar(long posted, long expected) {

		/** Whether some are still to come. */
		public boolean behind() {
			return this.posted < this.expected;
		}

		/**
		 * How much of the bar is filled, of 1000; all of it only if nothing is missing.
		 */
		public long permille() {
			return (this.expected == 0) ? 0 : this.posted * 1000 / this.expected;
		}

	}

}
