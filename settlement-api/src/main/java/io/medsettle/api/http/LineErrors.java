package io.medsettle.api.http;

import java.util.ArrayList;
import java.util.List;

import io.medsettle.api.language.ReaderLanguage;
import io.medsettle.core.problem.InputError;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * What is wrong with the lines of a body, in their order and up to a bound.
 */
public final class LineErrors {

	/** The most errors that an answer lists. */
	public static final int LISTED_MAX = 1000;

	private final List<LineError> listed = new ArrayList<>();

	private long refused;

	private long omitted;

	/**
	 * Refuses a line.
	 * @param line the line's number, from 1, blank lines counted
	 * @param errors everything that is wrong with it
	 */
	public void refuse(long line, List<InputError> errors) {
		this.refused++;
		for (InputError error : errors) {
			if (this.listed.size() < LISTED_MAX) {
				this.listed.add(
						new LineError(line, error.code().name(), error.pointer(), ReaderLanguage.say(error.message())));
			}
			else {
				this.omitted++;
			}
		}
	}

	/**
	 * How many lines were refused.
	 */
	public long refused() {
		return this.refused;
	}

	/**
	 * The first {@value #LISTED_MAX} errors.
	 */
	public List<LineError> listed() {
		return List.copyOf(this.listed);
	}

	/**
	 * How many more errors there are.
	 */
	public long omitted() {
		return this.omitted;
	}

	/**
	 * One thing wrong with one line.
	 *
	 * @param line the line's number, from 1, blank lines counted
	 * @param code what kind of wrong
	 * @param pointer JSON pointer of the field, empty for the whole line
	 * @param message the rule that is broken
	 */
	public record LineError(@Schema(example = "17") long line, @Schema(example = "MISSING_FIELD") String code,
			@Schema(example = "/personNo") String pointer,
			@Schema(example = "The field personNo is missing.") String message) {
	}

}
