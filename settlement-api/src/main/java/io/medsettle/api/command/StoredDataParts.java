package io.medsettle.api.command;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/**
 * What every command needs that works on stored data: the settings, the keys, and the
 * database as it is. Neither broker nor web nor listeners, and nothing that would bring
 * the schema or the registry up to date. Not annotated as a configuration, so that the
 * engine itself does not find it.
 */
@ImportAutoConfiguration({ ConfigurationPropertiesAutoConfiguration.class, DataSourceAutoConfiguration.class,
		DataSourceTransactionManagerAutoConfiguration.class, JdbcTemplateAutoConfiguration.class,
		JdbcClientAutoConfiguration.class, JacksonAutoConfiguration.class })
@ComponentScan({ "io.medsettle.core.settings", "io.medsettle.core.privacy" })
@ComponentScan(basePackages = "io.medsettle.core.database", useDefaultFilters = false,
		includeFilters = @ComponentScan.Filter(type = FilterType.REGEX,
				pattern = ".*\\.(Durability|DatabaseProduct\\$Asked|EmbeddedDatabaseConfiguration)"))
final class StoredDataParts {

}
