package io.medsettle.batch.simulation;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.medsettle.core.ledger.Side;

/**
 * What must be published of a day: the model's claims, summed up and written down in the
 * plainest way.
 */
final class ReferenceDay {

	private final LocalDate day;

	private final List<Cleared> clearing;

	private final List<ReferenceBreak> held;

	/** Those of the day before that this day held no more, and what each came to. */
	private final Map<ReferenceBreak, Long> resolvedFen;

	private ReferenceDay(LocalDate day, List<Cleared> clearing, List<ReferenceBreak> held,
			Map<ReferenceBreak, Long> resolvedFen) {
		this.day = day;
		this.clearing = clearing;
		this.held = held;
		this.resolvedFen = resolvedFen;
	}

	/** Closes the day in the model. */
	static Outcome close(ReferenceModel model, LocalDate day) {
		List<ReferenceBreak> heldBefore = model.open();
		List<Cleared> clearing = model.close(day);
		Map<ReferenceBreak, Long> resolvedFen = heldBefore.stream()
			.filter((each) -> model.isDone(each.claim))
			.collect(Collectors.toMap(Function.identity(), (each) -> model.settledFen(each.claim)));
		Outcome outcome = new ReferenceDay(day, clearing, model.open(), resolvedFen).outcome();
		outcome.section("differences").addAll(model.differences());
		outcome.section("statements").add(model.statements().outcome(day, model.book(Side.TREATMENT).values()));
		return outcome;
	}

	private Outcome outcome() {
		Outcome outcome = new Outcome();
		positions(outcome);
		List<String> breaks = outcome.section("breaks");
		this.held.forEach((each) -> breaks.add("%s %s also %s since %s, %s".formatted(each.claim, each.category(),
				String.join(",", each.also()), each.openedDay, each.state)));
		for (String city : Region.CITIES) {
			outcome.section(file(city, "detail")).addAll(details(city));
			outcome.section(file(city, "summary")).addAll(summary(city));
			outcome.section(file(city, "breaks")).addAll(breaks(city));
		}
		return outcome;
	}

	private void positions(Outcome outcome) {
		SortedMap<String, Sum> gross = new TreeMap<>();
		SortedMap<String, Long> bilateral = new TreeMap<>();
		for (Cleared cleared : this.clearing) {
			String insured = cleared.insuredCity();
			String treatment = cleared.treatmentCity();
			gross.computeIfAbsent(insured + " owes " + treatment, (any) -> new Sum()).add(cleared.fen());
			boolean ascending = insured.compareTo(treatment) < 0;
			bilateral.merge(ascending ? insured + " " + treatment : treatment + " " + insured,
					ascending ? cleared.fen() : -cleared.fen(), Long::sum);
		}
		List<String> obligations = outcome.section("obligations");
		gross.forEach((pair, sum) -> obligations.add(pair + " " + sum));
		List<String> remaining = outcome.section("bilateral positions");
		bilateral.forEach((pair, fen) -> remaining.add(pair + " " + fen));
		List<String> net = outcome.section("net positions");
		for (String city : Region.CITIES) {
			long payable = payable(city).stream().mapToLong(Cleared::fen).sum();
			long receivable = receivable(city).stream().mapToLong(Cleared::fen).sum();
			net.add("%s %d %d %d".formatted(city, payable, receivable, receivable - payable));
		}
	}

	private List<String> details(String city) {
		List<String> lines = new ArrayList<>();
		payable(city).stream()
			.sorted(Comparator.comparing(Cleared::treatmentCity).thenComparing(Cleared::claim))
			.forEach((cleared) -> lines.add(detail("PAYABLE", cleared.treatmentCity(), cleared)));
		receivable(city).stream()
			.sorted(Comparator.comparing(Cleared::insuredCity).thenComparing(Cleared::claim))
			.forEach((cleared) -> lines.add(detail("RECEIVABLE", cleared.insuredCity(), cleared)));
		return lines;
	}

	private String detail(String direction, String counterparty, Cleared cleared) {
		Booked shown = cleared.shown(direction.equals("PAYABLE"));
		Content content = shown.content();
		long dayStartMs = this.day.atStartOfDay().toInstant(ZoneOffset.ofHours(8)).toEpochMilli();
		return String.join(",", direction, counterparty, content.hospitalCode(), content.claimNo(), kind(content),
				original(content), content.personNo(), content.insuranceType(), content.visitType(),
				Long.toString(content.settledAtMs()), Long.toString(shown.submission().acceptedAtMs()),
				Boolean.toString(content.settledAtMs() < dayStartMs),
				Long.toString(content.sign() * content.totalFen()), Long.toString(content.sign() * content.fundFen()),
				Long.toString(content.sign() * content.accountFen()), Long.toString(cleared.fen()));
	}

	private List<String> summary(String city) {
		SortedMap<String, Sum> payable = new TreeMap<>();
		SortedMap<String, Sum> receivable = new TreeMap<>();
		payable(city).forEach((cleared) -> {
			payable.computeIfAbsent(cleared.treatmentCity(), (any) -> new Sum()).add(cleared.fen());
			receivable.computeIfAbsent(cleared.treatmentCity(), (any) -> new Sum());
		});
		receivable(city).forEach((cleared) -> {
			receivable.computeIfAbsent(cleared.insuredCity(), (any) -> new Sum()).add(cleared.fen());
			payable.computeIfAbsent(cleared.insuredCity(), (any) -> new Sum());
		});
		List<String> lines = new ArrayList<>();
		for (Map.Entry<String, Sum> pays : payable.entrySet()) {
			Sum receives = receivable.getOrDefault(pays.getKey(), new Sum());
			lines.add("%s,%d,%d,%d,%d,%d".formatted(pays.getKey(), pays.getValue().claims, pays.getValue().fen,
					receives.claims, receives.fen, receives.fen - pays.getValue().fen));
		}
		return lines;
	}

	/**
	 * Where the books name different cities, a break stands in the files of all of them.
	 */
	private List<String> breaks(String city) {
		SortedMap<String, List<String>> byPlace = new TreeMap<>();
		List<ReferenceBreak> all = Stream.concat(this.held.stream(), this.resolvedFen.keySet().stream())
			.sorted(Comparator.comparing((each) -> each.claim))
			.toList();
		for (ReferenceBreak each : all) {
			Content shown = each.shown().content();
			Content other = (each.insured != null) ? each.insured.content() : shown;
			if (shown.insuredCity().equals(city) || other.insuredCity().equals(city)) {
				add(byPlace, "PAYABLE", shown.treatmentCity(), each);
			}
			if (shown.treatmentCity().equals(city)) {
				add(byPlace, "RECEIVABLE", shown.insuredCity(), each);
			}
		}
		return byPlace.values().stream().flatMap(List::stream).toList();
	}

	private void add(Map<String, List<String>> byPlace, String direction, String counterparty, ReferenceBreak held) {
		Content shown = held.shown().content();
		Long settledFen = this.resolvedFen.get(held);
		byPlace.computeIfAbsent(direction + counterparty, (any) -> new ArrayList<>())
			.add(String.join(",", held.category(), held.openedDay.toString(), direction, counterparty,
					shown.hospitalCode(), shown.claimNo(), kind(shown), original(shown),
					Long.toString(shown.clearedFen()), (settledFen != null) ? "RESOLVED" : "HELD",
					(settledFen != null) ? settledFen.toString() : ""));
	}

	private List<Cleared> payable(String city) {
		return this.clearing.stream().filter((cleared) -> cleared.insuredCity().equals(city)).toList();
	}

	private List<Cleared> receivable(String city) {
		return this.clearing.stream().filter((cleared) -> cleared.treatmentCity().equals(city)).toList();
	}

	private String file(String city, String kind) {
		return "%s_%s_%s_v1.csv".formatted(city, DateTimeFormatter.BASIC_ISO_DATE.format(this.day), kind);
	}

	private static String kind(Content content) {
		return content.isReversal() ? "REVERSAL" : "SETTLEMENT";
	}

	private static String original(Content content) {
		return (content.originalClaimNo() != null) ? content.originalClaimNo() : "";
	}

	private static final class Sum {

		private long claims;

		private long fen;

		void add(long moreFen) {
			this.claims++;
			this.fen += moreFen;
		}

		@Override
		public String toString() {
			return this.claims + " claims, " + this.fen + " fen";
		}

	}

}
