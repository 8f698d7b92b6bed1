package io.medsettle.core.database;

import java.sql.DatabaseMetaData;

import javax.sql.DataSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;

/**
 * Which database the books are kept in, for the few places that must know: nearly all SQL
 * is the same for both.
 */
public enum DatabaseProduct {

	/** The embedded one. */
	H2,

	/** The one of production. */
	POSTGRESQL;

	/**
	 * Asks the database.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Asked {

		@Bean
		DatabaseProduct databaseProduct(DataSource dataSource) throws MetaDataAccessException {
			String name = JdbcUtils.extractDatabaseMetaData(dataSource, DatabaseMetaData::getDatabaseProductName);
			return switch (name) {
				case "H2" -> H2;
				case "PostgreSQL" -> POSTGRESQL;
				default -> throw new IllegalStateException("The books cannot be kept in " + name + ".");
			};
		}

	}

}
