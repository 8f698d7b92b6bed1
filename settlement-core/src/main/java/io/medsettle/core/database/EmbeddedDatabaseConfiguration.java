package io.medsettle.core.database;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.h2.jdbcx.JdbcDataSource;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Recovers the embedded database before it is opened, and takes checkpoints afterwards,
 * where the database is a file of this process.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(EmbeddedDatabaseConfiguration.OnDatabaseFile.class)
class EmbeddedDatabaseConfiguration {

	private static final String URL = "spring.datasource.url";

	@Bean
	static RecoveredPool recoveredPool(Environment environment) {
		JdbcDataSource database = new JdbcDataSource();
		database.setUrl(environment.getRequiredProperty(URL));
		database.setUser(environment.getProperty("spring.datasource.username", ""));
		database.setPassword(environment.getProperty("spring.datasource.password", ""));
		return new RecoveredPool(database, new StatementGate(), DatabaseFile.of(database.getUrl()));
	}

	@Bean
	Checkpoints checkpoints(RecoveredPool pool) {
		return new Checkpoints(pool.database, pool.gate, pool.file, Checkpoints.INTERVAL);
	}

	/**
	 * Has the file recovered before the pool opens it, and lets all the pool's
	 * connections go through the gate.
	 */
	record RecoveredPool(DataSource database, StatementGate gate, DatabaseFile file) implements BeanPostProcessor {

		@Override
		public Object postProcessBeforeInitialization(Object bean, String beanName) {
			if (bean instanceof HikariDataSource pool) {
				this.file.recover();
				pool.setDataSource(new GatedDataSource(this.database, this.gate));
			}
			return bean;
		}

	}

	static class OnDatabaseFile implements Condition {

		@Override
		public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
			return DatabaseFile.isNamedBy(context.getEnvironment().getProperty(URL, ""));
		}

	}

}
