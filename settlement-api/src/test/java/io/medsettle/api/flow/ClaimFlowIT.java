package io.medsettle.api.flow;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.medsettle.api.testing.Engine;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.day.ClearingDay;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.day.EarlyClosing;
import io.medsettle.core.intake.AppendedClaim;
import io.medsettle.core.intake.ClaimAppender;
import io.medsettle.core.intake.ClaimLookup;
import io.medsettle.core.intake.ClaimStatus;
import io.medsettle.core.intake.FinalStatus;
import io.medsettle.core.kafka.Topics;
import io.medsettle.core.privacy.PersonNumberCipher;
import io.medsettle.core.problem.ProblemCode;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The way of a claim from Kafka into both books, with everything that happens to it
 * there.
 */
class ClaimFlowIT {

	private static final String HOSPITAL = "H31000000001";

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	@TempDir
	static Path dataDir;

	private static Engine engine;

	private static JdbcClient jdbc;

	private static PersonNumberCipher cipher;

	@BeforeAll
	static void start() {
		engine = Engine.start(dataDir, Map.of("settlement.clearing.automatic", "false"));
		jdbc = engine.bean(JdbcClient.class);
		cipher = engine.bean(PersonNumberCipher.class);
	}

	@AfterAll
	static void stop() {
		engine.close();
	}

	@Test
	void aSettlementIsPostedInBothBooks() {
		assertThat(outcome("flow-1", settlement("flow-1", 30_000, 50_000, 48_650)).status())
			.isEqualTo(ClaimStatus.POSTED);

		assertThat(entries("treatment", "flow-1")).containsExactly("310000: 1 to 2 with 320500, 80000 fen");
		assertThat(entries("insured", "flow-1")).containsExactly("320500: 3 to 4 with 310000, 80000 fen");
	}

	@Test
	void aReversalIsPostedTheOtherWayRound() {
		outcome("flow-2", settlement("flow-2", 100, 200, 300));
		outcome("flow-2-R", reversal("flow-2-R", "flow-2", 100, 200, 300));

		assertThat(entries("treatment", "flow-2-R")).containsExactly("310000: 2 to 1 with 320500, 300 fen");
		assertThat(entries("insured", "flow-2-R")).containsExactly("320500: 4 to 3 with 310000, 300 fen");
	}

	@Test
	void theSameContentAgainIsADuplicateAndOtherContentIsRefused() {
		outcome("flow-3", settlement("flow-3", 100, 200, 300));

		assertThat(outcome("flow-3", settlement("flow-3", 100, 200, 300)).status()).isEqualTo(ClaimStatus.DUPLICATE);
		FinalStatus other = outcome("flow-3", settlement("flow-3", 101, 199, 300));

		assertThat(other.status()).isEqualTo(ClaimStatus.REJECTED);
		assertThat(other.error()).isNotNull()
			.satisfies((error) -> assertThat(error.code()).isEqualTo(ProblemCode.CONFLICTING_DUPLICATE));
		assertThat(fen("treatment", "flow-3")).containsExactly(300L);
		assertThat(fen("insured", "flow-3")).containsExactly(300L);
	}

	@Test
	void repetitionsWithinOneBatchAreToldApart() {
		List<CompletableFuture<AppendedClaim>> appends = new ArrayList<>();
		for (long cashFen : new long[] { 300, 300, 301, 300 }) {
			appends.add(append(settlement("flow-4", 100, 200, cashFen)));
		}
		List<ClaimStatus> statuses = appends.stream()
			.map((append) -> await(new ClaimIdentity(HOSPITAL, "flow-4"), append.join()).status())
			.toList();

		assertThat(statuses).containsExactly(ClaimStatus.POSTED, ClaimStatus.DUPLICATE, ClaimStatus.REJECTED,
				ClaimStatus.DUPLICATE);
	}

	@Test
	void aReversalThatContradictsItsOriginalIsRefused() {
		outcome("flow-5", settlement("flow-5", 100, 200, 300));

		FinalStatus refused = outcome("flow-5-R", reversal("flow-5-R", "flow-5", 100, 199, 301));

		assertThat(refused.error()).isNotNull()
			.satisfies((error) -> assertThat(error.code()).isEqualTo(ProblemCode.REVERSAL_MISMATCH));
		assertThat(fen("treatment", "flow-5-R")).isEmpty();
		assertThat(fen("insured", "flow-5-R")).isEmpty();
	}

	@Test
	void aPersonsNumberIsTheSameInEitherCase() {
		String small = settlement("flow-11", 100, 200, 300).replace("32050000012345", "32050119900307123x");
		assertThat(outcome("flow-11", small).status()).isEqualTo(ClaimStatus.POSTED);
		assertThat(outcome("flow-11", small.replace("123x", "123X")).status()).isEqualTo(ClaimStatus.DUPLICATE);
		String reversal = reversal("flow-11-R", "flow-11", 100, 200, 300).replace("32050000012345",
				"32050119900307123X");
		assertThat(outcome("flow-11-R", reversal).status()).isEqualTo(ClaimStatus.POSTED);

		for (String side : List.of("treatment", "insured")) {
			assertThat(jdbc
				.sql("select hospital_code, settled_at_ms, person_no from " + side
						+ "_claim where claim_no like 'flow-11%'")
				.query((row, number) -> cipher.open(row.getString(1), row.getLong(2), row.getString(3)))
				.list()).containsExactly("32050119900307123X", "32050119900307123X");
		}
	}

	@Test
	void aTimeIsTheSameHoweverItIsWritten() {
		String iso = settlement("flow-12", 100, 200, 300);
		assertThat(outcome("flow-12", iso).status()).isEqualTo(ClaimStatus.POSTED);
		assertThat(outcome("flow-12", iso.replace("2026-11-20T08:30:12+08:00", "2026-11-20 08:30:12+0800")).status())
			.isEqualTo(ClaimStatus.DUPLICATE);
		assertThat(outcome("flow-12", iso.replace(":12+08:00", "+08:00")).error()).isNotNull()
			.satisfies((error) -> assertThat(error.code()).isEqualTo(ProblemCode.INVALID_FIELD));
	}

	@Test
	void aFundWithAnotherNameThanAsciiIsRefused() {
		String named = settlement("flow-13", 100, 200, 300).replace("\"totalFen\"",
				"\"funds\":{\"统筹基金\":100},\"totalFen\"");
		assertThat(outcome("flow-13", named).error()).isNotNull()
			.satisfies((error) -> assertThat(error.code()).isEqualTo(ProblemCode.INVALID_FIELD))
			.satisfies((error) -> assertThat(error.pointer()).isEqualTo("/funds"));
		assertThat(fen("treatment", "flow-13")).isEmpty();
	}

	@Test
	void aReversalBeforeItsOriginalIsLetIn() {
		assertThat(outcome("flow-6-R", reversal("flow-6-R", "flow-6", 100, 200, 300)).status())
			.isEqualTo(ClaimStatus.POSTED);
		assertThat(outcome("flow-6", settlement("flow-6", 100, 200, 300)).status()).isEqualTo(ClaimStatus.POSTED);
	}

	@Test
	void bytesThatAreNoEventBecomeADeadLetterAndNothingStops() {
		AppendedClaim letter = engine.bean(ClaimAppender.class)
			.append(HOSPITAL, "<claim/>".getBytes(StandardCharsets.UTF_8))
			.join();

		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> jdbc
				.sql("select count(*) from dead_letter where source_partition = :partition and source_offset = :offset")
				.param("partition", letter.position().partition())
				.param("offset", letter.position().offset())
				.query(Long.class)
				.single() == 1);
		assertThat(outcome("flow-7", settlement("flow-7", 1, 1, 1)).status()).isEqualTo(ClaimStatus.POSTED);
	}

	@Test
	void whatStrayedOntoALegTopicIsPutAside() throws Exception {
		Map<String, Object> configuration = Map.of("bootstrap.servers", engine.bootstrapServers());
		try (Producer<byte[], byte[]> producer = new KafkaProducer<>(configuration, new ByteArraySerializer(),
				new ByteArraySerializer())) {
			byte[] stray = settlement("flow-8-stray", 1, 1, 1).getBytes(StandardCharsets.UTF_8);
			for (int partition = 0; partition < 3; partition++) {
				producer.send(new ProducerRecord<>(Topics.CLAIMS_ROUTED_TREATMENT, partition, null, stray)).get();
			}
		}

		assertThat(outcome("flow-8", settlement("flow-8", 1, 1, 1)).status()).isEqualTo(ClaimStatus.POSTED);
		assertThat(fen("treatment", "flow-8-stray")).isEmpty();
	}

	@Test
	void redeliveredLegsChangeNothing() throws Exception {
		outcome("flow-9", settlement("flow-9", 100, 200, 300));
		outcome("flow-9", settlement("flow-9", 100, 200, 300));
		outcome("flow-9", settlement("flow-9", 101, 199, 300));
		outcome("flow-9-R", reversal("flow-9-R", "flow-9", 1, 200, 399));
		Map<String, Long> before = tableCounts();

		for (String ledger : List.of("treatmentLedgerContainer", "insuredLedgerContainer", "registerContainer")) {
			engine.context().getBean(ledger, ConcurrentMessageListenerContainer.class).stop();
		}
		jdbc.sql("delete from reader_progress").update();
		for (String ledger : List.of("treatmentLedgerContainer", "insuredLedgerContainer", "registerContainer")) {
			engine.context().getBean(ledger, ConcurrentMessageListenerContainer.class).start();
		}
		assertThat(outcome("flow-9-last", settlement("flow-9-last", 1, 1, 1)).status()).isEqualTo(ClaimStatus.POSTED);

		Map<String, Long> expected = new HashMap<>(before);
		for (String table : List.of("treatment_claim", "treatment_entry", "insured_claim", "insured_entry")) {
			expected.merge(table, 1L, Long::sum);
		}
		assertThat(tableCounts()).isEqualTo(expected);
	}

	@Test
	void everyClaimCountsForTheDayInWhoseWindowItWasAppended() {
		ClearingDays days = engine.bean(ClearingDays.class);
		LocalDate firstDay = days.current().day();
		List<CompletableFuture<AppendedClaim>> appends = new ArrayList<>();
		for (int close = 0; close < 3; close++) {
			LocalDate closing = days.current().day();
			engine.bean(EarlyClosing.class).close(closing, "test");
			while (days.current().day().equals(closing)) {
				appends.add(append(settlement("flow-10-" + appends.size(), 1, 1, 1)));
				appends.getLast().join();
			}
			for (int after = 0; after < 50; after++) {
				appends.add(append(settlement("flow-10-" + appends.size(), 1, 1, 1)));
			}
		}

		for (int number = 0; number < appends.size(); number++) {
			AppendedClaim claim = appends.get(number).join();
			FinalStatus status = await(new ClaimIdentity(HOSPITAL, "flow-10-" + number), claim);
			assertThat(status.clearingDay()).isEqualTo(dayOf(days.list(), claim.acceptedAt()));
		}
		assertThat(days.current().day()).isEqualTo(firstDay.plusDays(3));
	}

	private static LocalDate dayOf(List<ClearingDay> newestFirst, Instant acceptedAt) {
		return newestFirst.reversed()
			.stream()
			.filter((day) -> acceptedAt.isBefore(day.cutOff()))
			.findFirst()
			.orElseThrow()
			.day();
	}

	private static Map<String, Long> tableCounts() {
		Map<String, Long> counts = new HashMap<>();
		for (String table : List.of("treatment_claim", "treatment_entry", "insured_claim", "insured_entry",
				"claim_duplicate", "claim_refusal", "dead_letter", "reversal")) {
			counts.put(table, jdbc.sql("select count(*) from " + table).query(Long.class).single());
		}
		return counts;
	}

	private static FinalStatus outcome(String claimNo, String event) {
		return await(new ClaimIdentity(HOSPITAL, claimNo), append(event).join());
	}

	private static FinalStatus await(ClaimIdentity identity, AppendedClaim claim) {
		ClaimLookup lookup = engine.bean(ClaimLookup.class);
		return Awaitility.await()
			.atMost(PATIENCE)
			.pollInterval(Duration.ofMillis(20))
			.until(() -> lookup.outcomeOf(identity, claim.position()), Optional::isPresent)
			.orElseThrow();
	}

	private static CompletableFuture<AppendedClaim> append(String event) {
		return engine.bean(ClaimAppender.class).append(HOSPITAL, event.getBytes(StandardCharsets.UTF_8));
	}

	private static List<String> entries(String side, String claimNo) {
		return jdbc.sql("select * from " + side + "_entry where hospital_code = :hospital and claim_no = :claimNo")
			.param("hospital", HOSPITAL)
			.param("claimNo", claimNo)
			.query((row, number) -> "%s: %d to %d with %s, %d fen".formatted(row.getString("book_city"),
					row.getInt("debit_account"), row.getInt("credit_account"), row.getString("counterparty_city"),
					row.getLong("fen")))
			.list();
	}

	private static List<Long> fen(String side, String claimNo) {
		return jdbc.sql("select fen from " + side + "_entry where hospital_code = :hospital and claim_no = :claimNo")
			.param("hospital", HOSPITAL)
			.param("claimNo", claimNo)
			.query(Long.class)
			.list();
	}

	private static String settlement(String claimNo, long fundFen, long accountFen, long cashFen) {
		return event(claimNo, "\"kind\":\"SETTLEMENT\"", fundFen, accountFen, cashFen);
	}

	private static String reversal(String claimNo, String original, long fundFen, long accountFen, long cashFen) {
		return event(claimNo, "\"kind\":\"REVERSAL\",\"originalClaimNo\":\"" + original + "\"", fundFen, accountFen,
				cashFen);
	}

	private static String event(String claimNo, String kind, long fundFen, long accountFen, long cashFen) {
		return """
				{"hospitalCode":"%s","claimNo":"%s",%s,"insuredCity":"320500","personNo":"32050000012345",
				 "insuranceType":"310","visitType":"11","settledAt":"2026-11-20T08:30:12+08:00",
				 "totalFen":%d,"fundFen":%d,"accountFen":%d,"cashFen":%d}""".formatted(HOSPITAL, claimNo, kind,
				fundFen + accountFen + cashFen, fundFen, accountFen, cashFen);
	}

}
