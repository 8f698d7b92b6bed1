package io.medsettle.api.limits;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import io.medsettle.api.access.AccessRole;
import io.medsettle.api.access.Caller;
import io.medsettle.api.http.ProblemException;
import io.medsettle.core.settings.SettlementSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What two processes over one database allow together.
 */
class OrganisationLimitsTests {

	private static final int PER_SECOND = 10;

	private static final int KEPT = (int) (PER_SECOND * OrganisationLimits.KEPT.toSeconds());

	private static final Caller HOSPITAL = new Caller(Caller.Kind.CLIENT, "his", Set.of(AccessRole.HOSPITAL),
			"H31000000001");

	private static final Caller OTHER = new Caller(Caller.Kind.CLIENT, "other", Set.of(AccessRole.HOSPITAL),
			"H31000000002");

	private final JdbcDataSource database = new JdbcDataSource();

	private final AtomicLong nanos = new AtomicLong();

	private final OrganisationLimits one = limits();

	private final OrganisationLimits two = limits();

	@BeforeEach
	void makeTable() {
		this.database.setUrl("jdbc:h2:mem:" + System.identityHashCode(this) + ";MODE=PostgreSQL;DB_CLOSE_DELAY=-1");
		new ResourceDatabasePopulator(new ClassPathResource("db/migration/V7_2__organisation_use.sql"))
			.execute(this.database);
	}

	@Test
	void whatOneProcessAllowsIsTakenFromTheOther() {
		assertThat(send(this.one, HOSPITAL, 1)).isOne();
		assertThat(send(this.two, HOSPITAL, 1)).isOne();
		share();

		assertThat(send(this.one, HOSPITAL, KEPT - 100)).isEqualTo(KEPT - 100);
		assertThat(send(this.two, HOSPITAL, 1)).isOne();
		share();

		assertThat(send(this.two, HOSPITAL, KEPT)).isLessThanOrEqualTo(98);
		assertThat(send(this.two, OTHER, KEPT)).isEqualTo(KEPT);
	}

	@Test
	void togetherTheyAllowNoMoreOverAMinuteThanIsAllowed() {
		int taken = 0;
		for (int second = 0; second < 600; second++) {
			taken += send(this.one, HOSPITAL, 5 * PER_SECOND) + send(this.two, HOSPITAL, 5 * PER_SECOND);
			share();
			pass(Duration.ofSeconds(1));
		}

		// What both had kept at first, and what one may take before it hears of the
		// other.
		assertThat(taken).isBetween(600 * PER_SECOND, 600 * PER_SECOND + 2 * KEPT);
	}

	@Test
	void whatWasAllowedLongAgoHoldsNobodyBack() {
		assertThat(send(this.one, HOSPITAL, 1)).isOne();
		assertThat(send(this.two, HOSPITAL, 1)).isOne();
		share();
		for (int minute = 0; minute < 60; minute++) {
			pass(Duration.ofMinutes(1));
			send(this.one, HOSPITAL, KEPT);
			this.one.share();
		}
		pass(Duration.ofMinutes(1));

		assertThat(send(this.two, HOSPITAL, 1)).isOne();
		share();
		assertThat(send(this.two, HOSPITAL, KEPT)).isEqualTo(KEPT - 1);
	}

	@Test
	void whatIsTakenWhileTheDatabaseIsToldCountsOnce() {
		AtomicInteger meanwhile = new AtomicInteger(KEPT / 2);
		AtomicReference<OrganisationLimits> process = new AtomicReference<>();
		process.set(limits(new SharedUse(new JdbcTemplate(this.database), new JdbcTransactionManager(this.database)) {

			@Override
			Map<String, Amount> add(List<Amount> here) {
				Map<String, Amount> all = super.add(here);
				send(process.get(), HOSPITAL, meanwhile.getAndSet(0));
				return all;
			}
		}));
		assertThat(send(process.get(), HOSPITAL, 1)).isOne();
		process.get().share();
		process.get().share();

		assertThat(send(process.get(), HOSPITAL, KEPT)).isEqualTo(KEPT - 1 - KEPT / 2);
	}

	@Test
	void withoutTheDatabaseEachAllowsTheWhole() throws SQLException {
		send(this.one, HOSPITAL, 1);
		share();
		new JdbcTemplate(this.database).execute("shutdown");
		this.database.setUrl("jdbc:h2:mem:away;IFEXISTS=TRUE");

		assertThat(send(this.one, HOSPITAL, KEPT)).isEqualTo(KEPT - 1);
		share();
		assertThat(send(this.two, HOSPITAL, KEPT)).isEqualTo(KEPT);
	}

	@Test
	void aClientThatAsksForATokenBeforeEveryClaimMeetsItsOwnLimit() {
		int tokens = 0;
		try {
			while (tokens < 1000) {
				this.one.admitToken("H31000000001");
				tokens++;
			}
		}
		catch (ProblemException ex) {
			assertThat(ex.status().value()).isEqualTo(429);
		}
		assertThat(tokens).isEqualTo(20);
		this.one.admitToken("H31000000002");
		assertThat(send(this.one, HOSPITAL, 1)).isOne();
	}

	private void share() {
		this.one.share();
		this.two.share();
	}

	private void pass(Duration time) {
		this.nanos.addAndGet(time.toNanos());
	}

	private static int send(OrganisationLimits process, Caller caller, int claims) {
		for (int taken = 0; taken < claims; taken++) {
			try {
				process.admitClaim(caller);
			}
			catch (ProblemException ex) {
				return taken;
			}
		}
		return claims;
	}

	private OrganisationLimits limits() {
		return limits(new SharedUse(new JdbcTemplate(this.database), new JdbcTransactionManager(this.database)));
	}

	private OrganisationLimits limits(SharedUse shared) {
		return new OrganisationLimits(new SettlementSettings.Limits(1000, PER_SECOND, 20, 10, 2), shared,
				new SimpleMeterRegistry(), this.nanos::get);
	}

}
