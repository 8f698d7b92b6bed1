package io.medsettle.batch.await;

/**
 * Events that are only on their way into the books.
 *
 * @param router submitted events that the router has still to take
 * @param treatment routed events that the treatment ledger has still to take
 * @param insured routed events that the insured ledger has still to take
 */
public record InTransit(long router, long treatment, long insured) {
}
