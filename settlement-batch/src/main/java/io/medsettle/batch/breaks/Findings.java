package io.medsettle.batch.breaks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * All that stands against a claim. The gravest is told; the others apply as well, and
 * what any of them forbids must not be decided.
 *
 * @param all the gravest first, at least one, each category once
 */
public record Findings(List<Finding> all) {

	private static final String SEPARATOR = ",";

	/** Stands between the sentences of two findings, and in none of them. */
	private static final String ALSO = " Also: ";

	public Findings {
		if (all.isEmpty()) {
			throw new IllegalArgumentException("Nothing stands against the claim.");
		}
		SortedMap<BreakCategory, Finding> byGravity = new TreeMap<>(BreakCategory.gravestFirst());
		all.forEach((finding) -> byGravity.putIfAbsent(finding.category(), finding));
		all = List.copyOf(byGravity.values());
	}

	public static Findings of(Finding finding) {
		return new Findings(List.of(finding));
	}

	/**
	 * What stands against a claim by several accounts of it.
	 */
	public static Findings of(Collection<Finding> some, Collection<Finding> more) {
		return new Findings(Stream.concat(some.stream(), more.stream()).toList());
	}

	/** The gravest. */
	public Finding told() {
		return this.all.getFirst();
	}

	/**
	 * The sentences for the bureaus, the gravest first.
	 */
	public String reason() {
		return Finding.shortened(this.all.stream().map(Finding::reason).collect(Collectors.joining(ALSO)));
	}

	/**
	 * The other categories that apply, as they are stored; null if there are none.
	 */
	public @Nullable String also() {
		return (this.all.size() == 1) ? null
				: this.all.stream()
					.skip(1)
					.map((finding) -> finding.category().name())
					.collect(Collectors.joining(SEPARATOR));
	}

	/**
	 * What stands against a claim as it is stored. Of a reason that was too long to be
	 * kept the end is lost, and with it what was particular about the mildest.
	 */
	static Findings stored(BreakCategory told, @Nullable String also, String reason) {
		List<BreakCategory> categories = categories(told, also);
		String[] reasons = reason.split(ALSO, -1);
		List<Finding> findings = new ArrayList<>();
		for (int i = 0; i < categories.size(); i++) {
			findings
				.add((i < reasons.length) ? new Finding(categories.get(i), reasons[i]) : Finding.of(categories.get(i)));
		}
		return new Findings(findings);
	}

	/**
	 * The categories that apply to a stored break, the gravest first.
	 * @param told the one that is told
	 * @param also the others as they are stored, if there are any
	 */
	static List<BreakCategory> categories(BreakCategory told, @Nullable String also) {
		Stream<String> others = (also == null) ? Stream.empty() : Stream.of(also.split(SEPARATOR));
		return Stream.concat(Stream.of(told), others.map(BreakCategory::valueOf)).toList();
	}

}
