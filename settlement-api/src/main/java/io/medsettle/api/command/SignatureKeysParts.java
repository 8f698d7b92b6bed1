package io.medsettle.api.command;

import io.medsettle.core.signature.SignatureKeys;

import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;

/**
 * The few parts of the engine that registering a key needs, and writing that down.
 */
@ComponentScan(basePackages = "io.medsettle.core.audit", useDefaultFilters = false,
		includeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*\\.Audit(Trail|Table)"))
@Import({ StoredDataParts.class, SignatureKeys.class })
final class SignatureKeysParts {

}
