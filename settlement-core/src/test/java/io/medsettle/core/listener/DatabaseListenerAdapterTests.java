package io.medsettle.core.listener;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.ConsumerSeekAware.ConsumerSeekCallback;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

@SuppressWarnings("unchecked")
class DatabaseListenerAdapterTests {

	private static final ProducerRecord<byte[], byte[]> REFUSAL = new ProducerRecord<>("claims.rejected", new byte[0]);

	private final ReaderProgress progress = mock(ReaderProgress.class);

	private final DeadLetters deadLetters = mock(DeadLetters.class);

	private final PlatformTransactionManager transactions = mock(PlatformTransactionManager.class);

	private final KafkaOperations<byte[], byte[]> kafka = mock(KafkaOperations.class);

	private final List<DeadLetter> kept = new ArrayList<>();

	private final Words words = new Words();

	private final DatabaseListenerAdapter<String> adapter = new DatabaseListenerAdapter<>(this.words, this.progress,
			this.deadLetters, new TransactionTemplate(this.transactions), this.kafka);

	private int openTransactions;

	DatabaseListenerAdapterTests() {
		this.words.transactionIsOpen = () -> this.openTransactions > 0;
		when(this.transactions.getTransaction(any())).thenAnswer((call) -> {
			this.openTransactions++;
			return null;
		});
		doAnswer((call) -> this.openTransactions--).when(this.transactions).commit(any());
		doAnswer((call) -> this.openTransactions--).when(this.transactions).rollback(any());
		when(this.kafka.send(REFUSAL)).thenReturn(CompletableFuture.completedFuture(null));
		doAnswer((call) -> this.kept.addAll(call.<Collection<DeadLetter>>getArgument(0))).when(this.deadLetters)
			.keep(any());
	}

	@Test
	void commitsWhatWasDoneWithHowFarItIsReadAndSendsAfterwards() {
		List<ConsumerRecord<byte[], byte[]>> events = events("refused");
		this.adapter.onMessage(events);

		InOrder order = inOrder(this.transactions, this.progress, this.kafka);
		order.verify(this.transactions).getTransaction(any());
		order.verify(this.progress).advance(events);
		order.verify(this.transactions).commit(any());
		order.verify(this.kafka).send(REFUSAL);
		assertThat(this.words.written).containsExactly("refused");
	}

	@Test
	void sendsNothingThatIsNotCommitted() {
		doThrow(new TransactionSystemException("The database is gone.")).when(this.transactions).commit(any());

		assertThatExceptionOfType(TransactionSystemException.class)
			.isThrownBy(() -> this.adapter.onMessage(events("refused")));
		verifyNoInteractions(this.kafka);
	}

	@Test
	void aBatchWhoseOutcomeDoesNotArriveIsNotTaken() {
		when(this.kafka.send(REFUSAL))
			.thenReturn(CompletableFuture.failedFuture(new IllegalStateException("The broker is gone.")));

		assertThatExceptionOfType(CompletionException.class)
			.isThrownBy(() -> this.adapter.onMessage(events("refused")));
	}

	@Test
	void readsOnWhereTheDatabaseStands() {
		ConsumerSeekCallback consumer = mock(ConsumerSeekCallback.class);
		TopicPartition partition = new TopicPartition("claims.decided", 0);

		this.adapter.onPartitionsAssigned(Map.of(partition, 3L), consumer);

		verify(this.progress).resume(Map.of(partition, 3L).keySet(), consumer);
	}

	@Test
	void anEventThatCannotBeReadIsPutAsideAndTheOthersGoOn() {
		this.adapter.onMessage(events("a", "unusable", "b"));

		assertThat(this.words.written).containsExactly("a", "b");
		assertThat(this.kept).singleElement().satisfies((letter) -> {
			assertThat(letter.place()).hasToString("claims.decided-0-1");
			assertThat(letter.reason()).isEqualTo("It is unusable.");
			assertThat(letter.content().excerpt()).isEqualTo("aaaaaaaa");
			assertThat(letter.content().sizeBytes()).isEqualTo(8);
		});
		verify(this.deadLetters).count(this.kept);
	}

	@Test
	void aBatchThatFailsIsTakenApartUntilTheEventThatDoesItIsAlone() {
		this.words.failing = (batch) -> {
			if (batch.contains("bad")) {
				throw new DataIntegrityViolationException("Not with this one.");
			}
		};
		this.adapter.onMessage(events("a", "b", "c", "bad", "d", "e", "bad"));

		assertThat(this.words.written).containsExactly("a", "b", "c", "d", "e");
		assertThat(this.kept).extracting((letter) -> letter.place().offset()).containsExactly(3L, 6L);
	}

	@Test
	void aReaderThatThrowsCostsOneEvent() {
		this.adapter.onMessage(events("a", "throwing", "b"));

		assertThat(this.words.written).containsExactly("a", "b");
		assertThat(this.kept).extracting((letter) -> letter.place().offset()).containsExactly(1L);
		assertThat(this.words.askedInTransaction).isTrue();
	}

	@Test
	void nothingIsPutAsideWhileTheDatabaseIsAway() {
		this.words.failing = (batch) -> {
			throw new QueryTimeoutException("The database is away.");
		};

		assertThatExceptionOfType(QueryTimeoutException.class)
			.isThrownBy(() -> this.adapter.onMessage(events("a", "b")));
		assertThat(this.kept).isEmpty();
	}

	@Test
	void whenEveryEventFailsItIsNotTheEventsFault() {
		this.words.failing = (batch) -> {
			throw new DataIntegrityViolationException("With no one.");
		};
		String[] many = IntStream.range(0, 100).mapToObj(Integer::toString).toArray(String[]::new);

		assertThatExceptionOfType(DataIntegrityViolationException.class)
			.isThrownBy(() -> this.adapter.onMessage(events(many)));
		assertThatExceptionOfType(DataIntegrityViolationException.class)
			.isThrownBy(() -> this.adapter.onMessage(events(many)));
		assertThat(this.kept).hasSize(FailureStreak.LENGTH_MAX);

		this.words.failing = (batch) -> {
		};
		this.adapter.onMessage(events("a", "throwing", "b"));
		assertThat(this.kept).hasSize(FailureStreak.LENGTH_MAX + 1);
	}

	private static List<ConsumerRecord<byte[], byte[]>> events(String... words) {
		return Stream.of(words).map(new Events()::next).toList();
	}

	/** Numbers events of one partition. */
	private static final class Events {

		private long offset;

		ConsumerRecord<byte[], byte[]> next(String word) {
			return new ConsumerRecord<>("claims.decided", 0, this.offset++, null,
					word.getBytes(StandardCharsets.UTF_8));
		}

	}

	/** Takes words. */
	private static final class Words implements DatabaseListener<String> {

		private final List<String> written = new ArrayList<>();

		private Consumer<List<String>> failing = (batch) -> {
		};

		private BooleanSupplier transactionIsOpen = () -> false;

		private boolean askedInTransaction;

		@Override
		public String read(ConsumerRecord<byte[], byte[]> event) throws UnusableEventException {
			String word = new String(event.value(), StandardCharsets.UTF_8);
			if (word.equals("unusable")) {
				throw new UnusableEventException("It is unusable.");
			}
			if (word.equals("throwing")) {
				throw new IllegalStateException("A bug.");
			}
			return word;
		}

		@Override
		public DeadLetter.@Nullable Account accountOf(ConsumerRecord<byte[], byte[]> event) {
			this.askedInTransaction = this.transactionIsOpen.getAsBoolean();
			return null;
		}

		@Override
		public void write(List<String> batch, BatchOutcome outcome) {
			this.failing.accept(batch);
			this.written.addAll(batch);
			if (batch.contains("refused")) {
				outcome.send(REFUSAL);
			}
		}

	}

}
