package io.medsettle.api.security;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.medsettle.api.access.RecentlyRead;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/**
 * The sessions of the database, as this process knew them some seconds ago: no page waits
 * for the database to learn whose it is, and who was there before it went is known as
 * long as it is away. A session that has ended elsewhere ends here some seconds later.
 *
 * @param <S> the database's kind of session
 */
class ConsoleSessions<S extends Session> implements SessionRepository<S>, AutoCloseable {

	private static final Logger log = LoggerFactory.getLogger(ConsoleSessions.class);

	private static final int KNOWN_MAX = 1_000;

	private static final Duration KNOWN_FOR = Duration.ofSeconds(10);

	private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(30);

	/** How exactly the database knows when somebody was last there. */
	private static final Duration SAVED_EVERY = Duration.ofMinutes(1);

	private static final int THREADS = 2;

	private final ExecutorService background = Executors.newFixedThreadPool(THREADS,
			Thread.ofPlatform().name("sessions-", 1).daemon().factory());

	private final SessionRepository<S> stored;

	private final RecentlyRead<String, Known<S>> known;

	ConsoleSessions(SessionRepository<S> stored) {
		this.stored = stored;
		this.known = new RecentlyRead<>(KNOWN_MAX, KNOWN_FOR, FORGOTTEN_AFTER, this.background,
				(id) -> Optional.ofNullable(stored.findById(id)).map(Known::new));
	}

	@Override
	public S createSession() {
		return this.stored.createSession();
	}

	@Override
	public void save(S session) {
		Known<S> before = this.known.ifKnown(session.getId());
		if (before == null) {
			this.stored.save(session);
			this.known.put(session.getId(), new Known<>(session));
			return;
		}
		Instant lastAccess = session.getLastAccessedTime();
		if (lastAccess.isAfter(before.savedAt.plus(SAVED_EVERY))) {
			before.savedAt = lastAccess;
			this.background.execute(() -> saveLater(session.getId(), lastAccess));
		}
	}

	/**
	 * Saves when somebody was last there, and nothing else: at another process the
	 * session may have ended meanwhile, or have got another id, and saved as it is known
	 * here it would be the old one again.
	 */
	private void saveLater(String id, Instant lastAccess) {
		try {
			S now = this.stored.findById(id);
			if (now != null) {
				now.setLastAccessedTime(lastAccess);
				this.stored.save(now);
			}
		}
		catch (DataAccessException ex) {
			log.debug("The database is away; when somebody was last there is saved later", ex);
		}
	}

	@Override
	public @Nullable S findById(String id) {
		Known<S> found = this.known.get(id).orElse(null);
		if (found == null || found.session.isExpired()) {
			return null;
		}
		if (!found.session.getId().equals(id)) {
			// It has got another at the login.
			this.known.forget(id);
			return null;
		}
		return found.session;
	}

	@Override
	public void deleteById(String id) {
		this.known.forget(id);
		this.stored.deleteById(id);
	}

	@Override
	public void close() {
		this.background.shutdown();
	}

	private static final class Known<S extends Session> {

		private final S session;

		private volatile Instant savedAt;

		Known(S session) {
			this.session = session;
			this.savedAt = session.getLastAccessedTime();
		}

	}

}
