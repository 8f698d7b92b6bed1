package io.medsettle.core.problem;

/**
 * One thing wrong with an input.
 *
 * @param pointer JSON pointer (RFC 6901) of the field, empty for the whole input
 * @param code what kind of wrong
 * @param message the rule that is broken, in a sentence; never holds a person's number
 */
public record InputError(String pointer, ProblemCode code, String message) {
}
