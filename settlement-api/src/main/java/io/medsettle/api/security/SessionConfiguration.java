package io.medsettle.api.security;

import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.time.Duration;

import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.session.config.annotation.web.http.EnableSpringHttpSession;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The console's sessions, which all processes share over the database: whichever answers
 * knows who has logged in at another.
 */
@Configuration(proxyBeanMethods = false)
@EnableSpringHttpSession
class SessionConfiguration {

	/** Without a request. Pages that are open ask all the while. */
	private static final Duration IDLE_MAX = Duration.ofMinutes(30);

	@Bean
	ConsoleSessions<?> sessionRepository(StoredSessions stored) {
		return new ConsoleSessions<>(stored.repository);
	}

	@Bean
	StoredSessions storedSessions(JdbcOperations jdbc, PlatformTransactionManager transactions, Clock clock) {
		TransactionTemplate ownTransaction = new TransactionTemplate(transactions);
		ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		JdbcIndexedSessionRepository repository = new JdbcIndexedSessionRepository(jdbc, ownTransaction);
		repository.setDefaultMaxInactiveInterval(IDLE_MAX);
		repository.setCleanupCron("-");
		return new StoredSessions(repository, jdbc, clock);
	}

	/** Asked for with the first request: the server itself starts before the database. */
	@Bean
	DelegatingFilterProxyRegistrationBean sessionFilter() {
		DelegatingFilterProxyRegistrationBean filter = new DelegatingFilterProxyRegistrationBean(
				"springSessionRepositoryFilter");
		filter.setOrder(SessionRepositoryFilter.DEFAULT_ORDER);
		filter.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
		return filter;
	}

	@Bean
	CookieSerializer cookieSerializer() {
		DefaultCookieSerializer cookie = new DefaultCookieSerializer();
		cookie.setCookieName("medsettle-session");
		cookie.setUseHttpOnlyCookie(true);
		cookie.setSameSite("Lax");
		return cookie;
	}

	/**
	 * The sessions in the database, and what clears those away that have ended.
	 */
	static final class StoredSessions {

		static final int CLEARED_AT_ONCE = 1_000;

		private static final String CLEAR_AWAY = """
				delete from spring_session where primary_id in
				  (select primary_id from spring_session where expiry_time < ? order by expiry_time, primary_id limit ?)""";

		private final JdbcIndexedSessionRepository repository;

		private final JdbcOperations jdbc;

		private final Clock clock;

		StoredSessions(JdbcIndexedSessionRepository repository, JdbcOperations jdbc, Clock clock) {
			this.repository = repository;
			this.jdbc = jdbc;
			this.clock = clock;
		}

		@Scheduled(fixedDelayString = "1m")
		void clearAway() {
			while (clearSomeAway() == CLEARED_AT_ONCE) {
				// Each piece is a short transaction, whatever has gathered.
			}
		}

		int clearSomeAway() {
			return this.jdbc.update(CLEAR_AWAY, this.clock.millis(), CLEARED_AT_ONCE);
		}

	}

}
