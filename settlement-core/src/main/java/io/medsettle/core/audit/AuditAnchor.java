package io.medsettle.core.audit;

/**
 * Where the audit trail stood at a moment: who has kept it notices when anything before
 * is changed.
 *
 * @param entries how many rows it had
 * @param head the hash of the last of them
 */
public record AuditAnchor(long entries, String head) {
}
