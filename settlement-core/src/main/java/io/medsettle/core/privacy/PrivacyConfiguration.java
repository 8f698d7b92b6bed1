package io.medsettle.core.privacy;

import java.nio.file.Path;
import java.time.Clock;

import io.medsettle.core.settings.SettlementSettings;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads the key file before anything is encrypted or read.
 */
@Configuration(proxyBeanMethods = false)
class PrivacyConfiguration {

	/** In the data folder, where no file is named. */
	private static final String OWN_FILE = "person-number-key";

	@Bean
	PrivacyKeys privacyKeys(SettlementSettings settings, JdbcClient jdbc, Clock clock) {
		KnownKeys known = new KnownKeys(jdbc, clock);
		Path named = settings.privacy().keyFile();
		return (named != null) ? known.read(new PrivacyKeyFile(named))
				: known.readOrMake(new PrivacyKeyFile(settings.dataDir().resolve(OWN_FILE)));
	}

	@Bean
	PersonNumberCipher personNumberCipher(PrivacyKeys keys) {
		return new PersonNumberCipher(keys);
	}

	@Bean
	SecretCipher secretCipher(PrivacyKeys keys, Clock clock) {
		return new SecretCipher(keys, clock);
	}

}
