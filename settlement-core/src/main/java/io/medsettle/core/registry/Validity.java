package io.medsettle.core.registry;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What a code stands for from one day until another.
 *
 * @param code the code
 * @param from first day, inclusive
 * @param to first day it no longer holds; null until further notice
 * @param value what it stands for
 * @param <T> city or hospital
 */
record Validity<T>(String code, LocalDate from, @Nullable LocalDate to, T value) {

	/**
	 * The validities of each code, oldest first.
	 * @param noun what the codes name, as the first word of an error
	 * @throws InvalidRegistryException if one ends before it starts or two of the same
	 * code overlap
	 */
	static <T> Map<String, List<Validity<T>>> byCode(String noun, Stream<Validity<T>> validities) {
		Map<String, List<Validity<T>>> byCode = new HashMap<>();
		validities.sorted(Comparator.comparing((Validity<T> validity) -> validity.from())).forEach((validity) -> {
			List<Validity<T>> ofSameCode = byCode.computeIfAbsent(validity.code(), (code) -> new ArrayList<>(1));
			validity.checkFollows(ofSameCode.isEmpty() ? null : ofSameCode.getLast(), noun);
			ofSameCode.add(validity);
		});
		return byCode;
	}

	boolean holdsOn(LocalDate day) {
		return !day.isBefore(this.from) && (this.to == null || day.isBefore(this.to));
	}

	private void checkFollows(@Nullable Validity<T> previous, String noun) {
		if (this.to != null && !this.from.isBefore(this.to)) {
			throw new InvalidRegistryException(
					noun + " " + this.code + ": valid_to " + this.to + " is not after valid_from " + this.from + ".");
		}
		if (previous != null && (previous.to == null || previous.to.isAfter(this.from))) {
			throw new InvalidRegistryException(noun + " " + this.code + " is valid twice on " + this.from
					+ ": the validity from " + previous.from + " has not ended by then.");
		}
	}

}
