package io.medsettle.api.security;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import org.springframework.session.MapSession;
import org.springframework.session.MapSessionRepository;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two processes that know the same session.
 */
class ConsoleSessionsTests {

	private final Map<String, Session> table = new ConcurrentHashMap<>();

	private final CountDownLatch savedLater = new CountDownLatch(1);

	/** Tells when something was done in the background. */
	private final SessionRepository<MapSession> stored = new SessionRepository<>() {

		private final MapSessionRepository sessions = new MapSessionRepository(ConsoleSessionsTests.this.table);

		@Override
		public MapSession createSession() {
			return this.sessions.createSession();
		}

		@Override
		public void save(MapSession session) {
			this.sessions.save(session);
			told();
		}

		@Override
		public MapSession findById(String id) {
			MapSession found = this.sessions.findById(id);
			if (found == null) {
				told();
			}
			return found;
		}

		@Override
		public void deleteById(String id) {
			this.sessions.deleteById(id);
		}

		private void told() {
			if (Thread.currentThread().getName().startsWith("sessions-")) {
				ConsoleSessionsTests.this.savedLater.countDown();
			}
		}
	};

	private final ConsoleSessions<MapSession> here = new ConsoleSessions<>(this.stored);

	private final ConsoleSessions<MapSession> there = new ConsoleSessions<>(this.stored);

	/**
	 * Whoever has planted a session before the login, and asks with it elsewhere
	 * afterwards, gets nothing, and takes nothing away.
	 */
	@Test
	void aSessionThatHasGotAnotherIdDoesNotComeBackUnderTheOldOne() throws Exception {
		MapSession planted = this.here.createSession();
		this.here.save(planted);
		String old = planted.getId();
		MapSession stale = this.there.findById(old);
		assertThat(stale).isNotNull();

		MapSession logsIn = this.here.findById(old);
		assertThat(logsIn).isNotNull();
		logsIn.changeSessionId();
		logsIn.setAttribute("username", "operator");
		this.here.save(logsIn);
		stale.setLastAccessedTime(stale.getLastAccessedTime().plus(Duration.ofMinutes(2)));
		this.there.save(stale);
		assertThat(this.savedLater.await(30, TimeUnit.SECONDS)).isTrue();

		assertThat(this.table).containsOnlyKeys(logsIn.getId());
		assertThat(this.here.findById(old)).isNull();
		assertThat(this.here.findById(logsIn.getId())).isNotNull();
	}

	@Test
	void itIsSavedWhenSomebodyWasLastThere() throws Exception {
		MapSession session = this.here.createSession();
		this.here.save(session);
		session.setLastAccessedTime(session.getLastAccessedTime().plus(Duration.ofMinutes(2)));
		this.here.save(session);
		assertThat(this.savedLater.await(30, TimeUnit.SECONDS)).isTrue();

		assertThat(this.table.get(session.getId()).getLastAccessedTime()).isEqualTo(session.getLastAccessedTime());
	}

}
