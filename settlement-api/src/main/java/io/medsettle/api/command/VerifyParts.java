package io.medsettle.api.command;

import io.medsettle.core.audit.AuditChain;

import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;

/**
 * The few parts of the engine that verifying needs.
 */
@ComponentScan("io.medsettle.batch.verify")
@Import({ StoredDataParts.class, AuditChain.class })
final class VerifyParts {

}
