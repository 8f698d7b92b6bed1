package io.medsettle.core.audit;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes what was refused into the audit trail, each in a transaction of its own, which
 * outlives the one that was rolled back. Of what the same actor is refused again and
 * again within a minute, the first are written one by one and the others as one row with
 * their number, when the minute is over; of very many actors, those beyond a limit are
 * told together, without their names.
 */
@Component
public class Refusals implements SmartLifecycle {

	/** How many are written one by one. */
	static final int WRITTEN_MAX = 3;

	/** How many actors and acts are told apart at once. */
	static final int WINDOWS_MAX = 200;

	static final Duration WINDOW = Duration.ofMinutes(1);

	private final AuditTrail trail;

	private final TransactionTemplate transaction;

	private final Clock clock;

	private final Map<Key, Window> windows = new HashMap<>();

	private volatile boolean running;

	Refusals(AuditTrail trail, PlatformTransactionManager transactionManager, Clock clock) {
		this.trail = trail;
		this.clock = clock;
		this.transaction = new TransactionTemplate(transactionManager);
		this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
	}

	/**
	 * Notes a refusal. Best called when the transaction of what was refused has ended, as
	 * it takes another connection. What cannot be written stays counted and is told with
	 * what comes later; the refusal stands in any case.
	 */
	public void note(AuditEntry refusal) {
		synchronized (this.windows) {
			Window window = windowOf(refusal);
			if (window.written >= WRITTEN_MAX) {
				window.untold++;
				return;
			}
			window.written++;
		}
		write(refusal);
	}

	/**
	 * Writes what was counted in the minutes that are over.
	 */
	void flush() {
		flush(this.clock.millis() - WINDOW.toMillis());
	}

	private void flush(long begunUntilMs) {
		List<Window> ended = new ArrayList<>();
		synchronized (this.windows) {
			Iterator<Window> each = this.windows.values().iterator();
			while (each.hasNext()) {
				Window window = each.next();
				if (window.begunMs <= begunUntilMs) {
					each.remove();
					ended.add(window);
				}
			}
		}
		ended.stream()
			.filter((window) -> window.untold > 0)
			.forEach((window) -> write(window.last.times(window.untold)));
	}

	private void write(AuditEntry refusal) {
		try {
			this.transaction.executeWithoutResult((status) -> this.trail.record(refusal));
		}
		catch (DataAccessException | TransactionException ex) {
			this.trail.failed(ex);
			synchronized (this.windows) {
				windowOf(refusal).untold += refusal.times();
			}
		}
	}

	private Window windowOf(AuditEntry refusal) {
		Key key = Key.of(refusal);
		Window known = this.windows.get(key);
		if (known != null) {
			known.last = refusal;
			return known;
		}
		if (this.windows.size() < WINDOWS_MAX) {
			Window window = new Window(this.clock.millis(), refusal, 0);
			this.windows.put(key, window);
			return window;
		}
		AuditEntry nameless = AuditEntry.refused(new AuditActor(refusal.actor().kind(), "", "", "", ""), "REFUSED",
				new AuditSubject("", ""), "SEVERAL");
		return this.windows.computeIfAbsent(Key.of(nameless),
				(several) -> new Window(this.clock.millis(), nameless, WRITTEN_MAX));
	}

	@Override
	public void start() {
		this.running = true;
	}

	/** What was counted is not lost with the process. */
	@Override
	public void stop() {
		flush(Long.MAX_VALUE);
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/** After the server has answered everybody. */
	@Override
	public int getPhase() {
		return 0;
	}

	/**
	 * What is counted together.
	 */
	private record Key(AuditActor.Kind kind, String actor, String act, String code) {

		static Key of(AuditEntry refusal) {
			return new Key(refusal.actor().kind(), refusal.actor().id(), refusal.act(), refusal.code());
		}

	}

	/**
	 * A minute of one key.
	 */
	private static final class Window {

		private final long begunMs;

		private AuditEntry last;

		private int written;

		private long untold;

		Window(long begunMs, AuditEntry first, int written) {
			this.begunMs = begunMs;
			this.last = first;
			this.written = written;
		}

	}

}
