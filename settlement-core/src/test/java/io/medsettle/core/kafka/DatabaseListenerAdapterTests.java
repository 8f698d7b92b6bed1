package io.medsettle.core.kafka;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.ConsumerSeekAware.ConsumerSeekCallback;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

@SuppressWarnings("unchecked")
class DatabaseListenerAdapterTests {

	private final List<ConsumerRecord<byte[], byte[]>> events = List
		.of(new ConsumerRecord<>("claims.decided", 0, 7, null, new byte[0]));

	private final ProducerRecord<byte[], byte[]> letter = DeadLetterEvent.of(this.events.getFirst(), "A reason.");

	private final DatabaseListener<String> listener = mock(DatabaseListener.class);

	private final ReaderProgress progress = mock(ReaderProgress.class);

	private final PlatformTransactionManager transactions = mock(PlatformTransactionManager.class);

	private final KafkaOperations<byte[], byte[]> kafka = mock(KafkaOperations.class);

	private final DatabaseListenerAdapter<String> adapter = new DatabaseListenerAdapter<>(this.listener, this.progress,
			new TransactionTemplate(this.transactions), this.kafka);

	@BeforeEach
	void takeABatchWithALetter() {
		when(this.listener.read(this.events)).thenReturn("batch");
		when(this.listener.write("batch")).thenReturn(List.of(this.letter));
		when(this.kafka.send(this.letter)).thenReturn(CompletableFuture.completedFuture(null));
	}

	@Test
	void commitsWhatWasDoneWithHowFarItIsReadAndSendsAfterwards() {
		this.adapter.onMessage(this.events);

		InOrder order = inOrder(this.listener, this.transactions, this.progress, this.kafka);
		order.verify(this.listener).read(this.events);
		order.verify(this.transactions).getTransaction(any());
		order.verify(this.progress).advance(this.events);
		order.verify(this.listener).write("batch");
		order.verify(this.transactions).commit(any());
		order.verify(this.kafka).send(this.letter);
	}

	@Test
	void sendsNothingThatIsNotCommitted() {
		doThrow(new TransactionSystemException("The database is gone.")).when(this.transactions).commit(any());

		assertThatExceptionOfType(TransactionSystemException.class)
			.isThrownBy(() -> this.adapter.onMessage(this.events));
		verifyNoInteractions(this.kafka);
	}

	@Test
	void aBatchWhoseLettersDoNotArriveIsNotTaken() {
		when(this.kafka.send(this.letter))
			.thenReturn(CompletableFuture.failedFuture(new IllegalStateException("The broker is gone.")));

		assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> this.adapter.onMessage(this.events));
	}

	@Test
	void readsOnWhereTheDatabaseStands() {
		ConsumerSeekCallback consumer = mock(ConsumerSeekCallback.class);
		TopicPartition partition = new TopicPartition("claims.decided", 0);

		this.adapter.onPartitionsAssigned(Map.of(partition, 3L), consumer);

		verify(this.progress).resume(Map.of(partition, 3L).keySet(), consumer);
	}

}
