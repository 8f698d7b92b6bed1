package io.medsettle.core.audit;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.medsettle.batch.testing.TestClock;
import io.medsettle.testing.Database;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The audit trail of one process, without an engine around it.
 */
final class AuditParts implements AutoCloseable {

	private static final int CONNECTIONS = 16;

	private final HikariDataSource database;

	private final TestClock clock = new TestClock(Instant.parse("2026-11-20T00:00:00.123Z"));

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private AuditParts(String url) {
		this.database = new HikariDataSource();
		this.database.setJdbcUrl(url);
		this.database.setUsername(user(url));
		this.database.setMaximumPoolSize(CONNECTIONS);
		this.context.registerBean(DataSource.class, () -> this.database);
		this.context.registerBean(JdbcTemplate.class, () -> new JdbcTemplate(this.database));
		this.context.registerBean(JdbcClient.class, () -> JdbcClient.create(this.database));
		this.context.registerBean(JdbcTransactionManager.class, () -> new JdbcTransactionManager(this.database));
		this.context.registerBean(Clock.class, () -> this.clock);
		this.context.register(AuditTable.class, AuditTrail.class, AuditReader.class, AuditChain.class,
				AuditAnchors.class, Refusals.class, Downloads.class, AuditHousekeeping.class);
		this.context.refresh();
	}

	/** Over a new database. */
	static AuditParts empty(Database database) {
		String url = database.create();
		migrate(url);
		return over(url);
	}

	/** Over a database that has its tables. */
	static AuditParts over(String url) {
		return new AuditParts(url);
	}

	static void migrate(String url) {
		String vendor = url.split(":")[1].toLowerCase(Locale.ROOT);
		Flyway.configure()
			.dataSource(url, user(url), null)
			.locations("classpath:db/migration", "classpath:db/vendor/" + vendor)
			.load()
			.migrate();
	}

	/** Who owns an embedded database; the address of another has its user. */
	private static @Nullable String user(String url) {
		return url.startsWith("jdbc:h2:") ? "sa" : null;
	}

	/** All of the trail, the newest first. */
	List<AuditRow> rows() {
		return bean(AuditReader.class).page(null, null, AuditReader.PAGE_MAX);
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	JdbcTemplate jdbc() {
		return bean(JdbcTemplate.class);
	}

	TransactionTemplate transaction() {
		return new TransactionTemplate(bean(JdbcTransactionManager.class));
	}

	void set(Instant instant) {
		this.clock.set(instant);
	}

	Instant now() {
		return this.clock.instant();
	}

	@Override
	public void close() {
		this.context.close();
		this.database.close();
	}

}
