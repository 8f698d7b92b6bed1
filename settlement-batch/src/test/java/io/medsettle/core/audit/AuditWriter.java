package io.medsettle.core.audit;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Acts with many threads, and writes down what it does, until it has done enough or is
 * killed. Each tenth act is rolled back.
 */
final class AuditWriter {

	static final int THREADS = 16;

	static final String WRITING = "writing";

	private final String process;

	private final AuditTrail trail;

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	private final AtomicLong number = new AtomicLong();

	private AuditWriter(String process, AuditParts parts) {
		this.process = process;
		this.trail = parts.bean(AuditTrail.class);
		this.jdbc = parts.jdbc();
		this.transaction = parts.transaction();
	}

	/** A process that goes on until it is killed. */
	public static void main(String[] arguments) {
		AuditWriter writer = new AuditWriter("other", AuditParts.over(arguments[0]));
		System.out.println(WRITING);
		writer.start(() -> true);
	}

	/**
	 * Begins to act.
	 * @param more whether to go on
	 * @return the threads, which end by themselves
	 */
	static List<Thread> start(AuditParts parts, BooleanSupplier more) {
		return new AuditWriter("own", parts).start(more);
	}

	private List<Thread> start(BooleanSupplier more) {
		return IntStream.range(0, THREADS).mapToObj((thread) -> Thread.ofPlatform().start(() -> {
			while (more.getAsBoolean()) {
				act();
			}
		})).toList();
	}

	private void act() {
		long act = this.number.incrementAndGet();
		String id = this.process + "-" + act;
		this.transaction.executeWithoutResult((status) -> {
			this.jdbc.update("insert into acted (id) values (?)", id);
			this.trail.record(
					AuditEntry
						.done(new AuditActor(AuditActor.Kind.PERSON, "王 " + act % 7, "310000", "BUREAU", "192.0.2.1"),
								"ACTED", new AuditSubject("ACT", id))
						.because("𠮷 " + "x".repeat((int) (act % 50))));
			if (act % 10 == 0) {
				status.setRollbackOnly();
			}
		});
	}

}
