package io.medsettle.api.startup;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;

import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.stereotype.Component;

/**
 * Says which database the engine works on, once its schema is in place.
 */
@Component
@DependsOnDatabaseInitialization
class DatabaseLog {

	private static final Logger logger = LoggerFactory.getLogger(DatabaseLog.class);

	DatabaseLog(DataSource dataSource) throws SQLException {
		try (Connection connection = dataSource.getConnection()) {
			DatabaseMetaData database = connection.getMetaData();
			logger.info("Database ready: {} {}.{} at {}", database.getDatabaseProductName(),
					database.getDatabaseMajorVersion(), database.getDatabaseMinorVersion(),
					UnreachableDatabase.withoutParameters(database.getURL()));
		}
	}

}
