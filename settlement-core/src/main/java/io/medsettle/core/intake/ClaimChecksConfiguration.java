package io.medsettle.core.intake;

import io.medsettle.core.claim.ClaimDecoder;
import io.medsettle.core.claim.ClaimRules;
import io.medsettle.core.settings.SettlementSettings;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The checks of a claim, the same at the intake and in the router.
 */
@Configuration(proxyBeanMethods = false)
class ClaimChecksConfiguration {

	@Bean
	ClaimDecoder claimDecoder() {
		return new ClaimDecoder();
	}

	@Bean
	ClaimRules claimRules(SettlementSettings settings) {
		return new ClaimRules(settings.claims().futureTolerance(), settings.claims().submissionLimitByDay(),
				settings.timeZone());
	}

}
