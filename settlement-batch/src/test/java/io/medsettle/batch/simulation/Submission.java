package io.medsettle.batch.simulation;

import java.time.LocalDate;
import java.util.Comparator;

import io.medsettle.core.claim.SourcePosition;

/**
 * An event as the broker has it: its place and time in {@code claims.submitted}, and the
 * day it counts for.
 *
 * @param content what the hospital says
 * @param partition its partition
 * @param offset its offset there
 * @param acceptedAtMs when it was appended
 * @param day its clearing day
 */
record Submission(Content content, int partition, long offset, long acceptedAtMs, LocalDate day) {

	/** As they were appended. */
	static final Comparator<Submission> ORDER = Comparator.comparingLong(Submission::acceptedAtMs)
		.thenComparingInt(Submission::partition)
		.thenComparingLong(Submission::offset);

	SourcePosition source() {
		return new SourcePosition(this.partition, this.offset);
	}

	boolean isBefore(Submission other) {
		return ORDER.compare(this, other) < 0;
	}

	@Override
	public String toString() {
		return this.partition + "-" + this.offset + " " + this.content;
	}

}
