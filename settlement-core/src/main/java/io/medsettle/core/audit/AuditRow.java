package io.medsettle.core.audit;

import java.time.Instant;
import java.util.List;

/**
 * A row of the audit trail as it is kept.
 *
 * @param number its place; numbers begin with 1 and have no gaps
 * @param at when it was done; of two rows, the later may have the earlier instant
 * @param actorKind whether a person, another system or the engine
 * @param actor who
 * @param organisation whom they acted for, if anybody
 * @param role what they acted as
 * @param address where the request came from
 * @param act what
 * @param subjectKind what kind of thing it was done to
 * @param subject which
 * @param touched the organisations that it touched
 * @param reason why
 * @param before how it was
 * @param after how it is now
 * @param outcome whether it was done or refused
 * @param code the code of the refusal
 * @param times how often it was refused
 * @param hash what binds the row to all before it
 */
public record AuditRow(long number, Instant at, String actorKind, String actor, String organisation, String role,
		String address, String act, String subjectKind, String subject, List<String> touched, String reason,
		String before, String after, String outcome, String code, long times, String hash) {
}
