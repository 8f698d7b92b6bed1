package io.medsettle.api.reference;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes a day on which everything goes wrong that can, several times each and mixed, from
 * a seed. Every faulty event has one fault, so that its outcome is certain.
 */
final class FaultyDay {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private final SplittableRandom random;

	private final List<Map.Entry<String, String>> hospitals;

	private final List<String> cities;

	private final OffsetDateTime now;

	private static final DateTimeFormatter BLANK_AND_COMPACT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ssxx");

	/** Each hospital's events, in the order it sends them. */
	private final List<String> events = new ArrayList<>();

	private final List<String> laterEvents = new ArrayList<>();

	private int lastNumber;

	/**
	 * @param seed decides everything but the times
	 * @param visits how many visits it is about; some have several events, some none that
	 * counts
	 * @param registry cities and hospitals
	 * @param now when the day takes place
	 */
	FaultyDay(long seed, int visits, ReferenceRegistry registry, OffsetDateTime now) {
		this.random = new SplittableRandom(seed);
		this.hospitals = List.copyOf(registry.hospitals().entrySet());
		this.cities = List.copyOf(registry.cityCodes());
		this.now = now.withNano(0);
		List<Consumer<ObjectNode>> stories = stories();
		for (int i = 0; i < visits; i++) {
			ObjectNode visit = visit();
			// Two of three visits simply stand.
			if (i % 3 != 0) {
				send(visit);
			}
			else {
				stories.get((i / 3) % stories.size()).accept(visit);
			}
		}
	}

	/** The events of the day in order. */
	List<String> events() {
		return this.events;
	}

	/**
	 * What comes a day later: originals of reversals that came first, and late repeats.
	 */
	List<String> laterEvents() {
		return this.laterEvents;
	}

	private List<Consumer<ObjectNode>> stories() {
		List<Consumer<ObjectNode>> stories = new ArrayList<>();
		stories.add((visit) -> send(visit, visit));
		stories.add((visit) -> send(visit, sameInOtherWords(visit), visit));
		stories.add((visit) -> send(visit, with(visit, "personNo", "31000099999999"), visit));
		stories.add((visit) -> send(visit, dearer(visit)));
		stories.add((visit) -> send(visit, reversalOf(visit)));
		stories.add((visit) -> send(reversalOf(visit), visit));
		stories.add((visit) -> send(visit, reversalOf(visit), reversalOf(visit)));
		stories.add((visit) -> send(reversalOf(visit), reversalOf(visit), visit));
		stories.add((visit) -> send(visit, dearer(reversalOf(visit)), reversalOf(visit)));
		stories.add((visit) -> send(dearer(reversalOf(visit)), visit));
		stories.add((visit) -> send(visit, reversalOf(reversalOf(visit))));
		stories.add(this::reversalThenItsReversal);
		stories.add((visit) -> send(reversalOf(visit)));
		stories.add(this::reversedBeforeTheOriginalsDay);
		stories.add(this::reversedOnTheNextDay);
		stories.add((visit) -> send(broken(visit), visit));
		stories.add((visit) -> send(without(visit, "personNo"), visit));
		stories.add((visit) -> send(without(visit, "cashFen")));
		stories.add((visit) -> send(without(reversalOf(visit), "originalClaimNo"), visit));
		stories.add((visit) -> send(with(visit, "kind", "REFUND")));
		stories.add((visit) -> send(with(visit, "settledAt", "yesterday")));
		stories.add((visit) -> send(with(visit, "insuredCity", "Suzhou")));
		stories.add((visit) -> send(withAmount(visit, "cashFen", visit.get("cashFen").longValue() + 1), visit));
		stories.add((visit) -> send(badSplit(visit), visit));
		stories.add((visit) -> send(badFunds(visit)));
		stories.add((visit) -> send(with(visit, "hospitalCode", "H99999900001")));
		stories.add((visit) -> send(with(visit, "insuredCity", "999999"), visit));
		stories.add((visit) -> send(with(visit, "insuredCity", cityOf(visit)), visit));
		stories.add((visit) -> send(with(visit, "treatmentCity", text(visit, "insuredCity")), visit));
		stories.add((visit) -> send(with(visit, "settledAt", time(this.now.plusDays(3))), visit));
		stories.add((visit) -> send(with(visit, "settledAt", time(this.now.minusYears(2))), visit));
		return stories;
	}

	private void reversalThenItsReversal(ObjectNode visit) {
		ObjectNode reversal = reversalOf(visit);
		send(visit, reversal, reversalOf(reversal));
	}

	private void reversedBeforeTheOriginalsDay(ObjectNode visit) {
		ObjectNode reversal = reversalOf(visit);
		send(reversal);
		this.laterEvents.add(visit.toString());
		this.laterEvents.add(reversal.toString());
	}

	private void reversedOnTheNextDay(ObjectNode visit) {
		send(visit);
		this.laterEvents.add(visit.toString());
		this.laterEvents.add(reversalOf(visit).toString());
	}

	private ObjectNode visit() {
		Map.Entry<String, String> hospital = this.hospitals.get(this.random.nextInt(this.hospitals.size()));
		String insuredCity = hospital.getValue();
		while (insuredCity.equals(hospital.getValue())) {
			insuredCity = this.cities.get(this.random.nextInt(this.cities.size()));
		}
		long fundFen = this.random.nextLong(50_000);
		long accountFen = this.random.nextLong(50_000);
		long cashFen = this.random.nextLong(50_000);
		ObjectNode visit = MAPPER.createObjectNode();
		visit.put("hospitalCode", hospital.getKey());
		visit.put("claimNo", nextNumber());
		visit.put("kind", "SETTLEMENT");
		visit.putNull("originalClaimNo");
		visit.put("insuredCity", insuredCity);
		visit.put("personNo", insuredCity + this.random.nextInt(10_000_000, 99_999_999) + "x");
		visit.put("insuranceType", this.random.nextBoolean() ? "310" : "390");
		visit.put("visitType", "11");
		visit.put("settledAt", time(this.now.minusSeconds(this.random.nextInt(1, 80_000))));
		visit.put("totalFen", fundFen + accountFen + cashFen);
		visit.put("fundFen", fundFen);
		visit.put("accountFen", accountFen);
		visit.put("cashFen", cashFen);
		return visit;
	}

	private static String time(OffsetDateTime time) {
		return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
	}

	private ObjectNode reversalOf(ObjectNode visit) {
		ObjectNode reversal = visit.deepCopy();
		reversal.put("kind", "REVERSAL");
		reversal.put("originalClaimNo", text(visit, "claimNo"));
		reversal.put("claimNo", nextNumber());
		return reversal;
	}

	private String nextNumber() {
		this.lastNumber++;
		return "F-" + this.lastNumber;
	}

	/**
	 * Another layout, another offset of the same instant, another case of the person's
	 * number, fields nobody knows.
	 */
	private ObjectNode sameInOtherWords(ObjectNode visit) {
		ObjectNode other = MAPPER.createObjectNode();
		other.put("softwareVersion", "2.1");
		visit.propertyStream().toList().reversed().forEach((field) -> other.set(field.getKey(), field.getValue()));
		other.remove("originalClaimNo");
		other.put("treatmentCity", cityOf(visit));
		other.put("personNo", text(visit, "personNo").toUpperCase(Locale.ROOT));
		OffsetDateTime settledAt = OffsetDateTime.parse(text(visit, "settledAt"));
		other.put("settledAt", BLANK_AND_COMPACT.format(settledAt.withOffsetSameInstant(ZoneOffset.ofHours(9))));
		return other;
	}

	private static ObjectNode dearer(ObjectNode claim) {
		ObjectNode other = withAmount(claim, "totalFen", claim.get("totalFen").longValue() + 1);
		return withAmount(other, "fundFen", claim.get("fundFen").longValue() + 1);
	}

	private static ObjectNode badSplit(ObjectNode visit) {
		ObjectNode other = visit.deepCopy();
		ObjectNode split = other.putObject("split");
		split.put("ownPayFen", visit.get("totalFen").longValue());
		split.put("overLimitFen", 1);
		split.put("prePayFen", 0);
		split.put("inScopeFen", 0);
		return other;
	}

	private static ObjectNode badFunds(ObjectNode visit) {
		ObjectNode other = visit.deepCopy();
		other.putObject("funds").put("hifp_pay", visit.get("fundFen").longValue() + 1);
		return other;
	}

	/** Half an event; still names its hospital, so that it gets that hospital's key. */
	private static Object broken(ObjectNode visit) {
		String text = visit.toString();
		return text.substring(0, text.length() / 2);
	}

	private static ObjectNode with(ObjectNode claim, String field, String value) {
		ObjectNode other = claim.deepCopy();
		other.put(field, value);
		return other;
	}

	private static ObjectNode withAmount(ObjectNode claim, String field, long fen) {
		ObjectNode other = claim.deepCopy();
		other.put(field, fen);
		return other;
	}

	private static ObjectNode without(ObjectNode claim, String field) {
		ObjectNode other = claim.deepCopy();
		other.remove(field);
		return other;
	}

	private String cityOf(ObjectNode visit) {
		String code = text(visit, "hospitalCode");
		return this.hospitals.stream()
			.filter((entry) -> entry.getKey().equals(code))
			.findFirst()
			.orElseThrow()
			.getValue();
	}

	private static String text(ObjectNode claim, String field) {
		return claim.get(field).asString();
	}

	private void send(Object... sent) {
		for (Object event : sent) {
			this.events.add(event.toString());
		}
	}

}
