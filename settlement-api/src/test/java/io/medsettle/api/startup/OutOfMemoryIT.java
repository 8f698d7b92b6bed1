package io.medsettle.api.startup;

import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.LoggerContext;
import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.HospitalProducer;
import io.medsettle.api.testing.SharedEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.spy;

@ExtendWith(SharedEngine.class)
class OutOfMemoryIT {

	@Test
	void endsTheProcessWithOneLine() throws Exception {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx64m", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
				Greedy.class.getName())
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		List<String> error = process.errorReader().lines().toList();

		assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).isEqualTo(1);
		assertThat(error).singleElement().asString().startsWith("medsettle: out of memory");
	}

	@Test
	@SuppressWarnings("unchecked")
	void isNoticedInAListener(Engine engine) {
		Queue<String> ends = new ConcurrentLinkedQueue<>();
		OutOfMemoryEnd noticing = new OutOfMemoryEnd(ends::add);
		ConcurrentMessageListenerContainer<byte[], byte[]> register = engine.context()
			.getBean("registerContainer", ConcurrentMessageListenerContainer.class);
		Object original = register.getContainerProperties().getMessageListener();
		BatchMessageListener<byte[], byte[]> greedy = (BatchMessageListener<byte[], byte[]>) spy(original);
		doThrow(new OutOfMemoryError("on purpose")).doCallRealMethod().when(greedy).onMessage(any());
		LoggerContext logback = (LoggerContext) LoggerFactory.getILoggerFactory();
		logback.addTurboFilter(noticing);
		try {
			register.stop();
			register.getContainerProperties().setMessageListener(greedy);
			register.start();
			try (HospitalProducer producer = new HospitalProducer(engine.bootstrapServers())) {
				producer.send("claims.dead-letter", List.of("no event"), (event) -> "key");
			}
			await().until(() -> !ends.isEmpty());
		}
		finally {
			logback.getTurboFilterList().remove(noticing);
			register.stop();
			register.getContainerProperties().setMessageListener(original);
			register.start();
		}
	}

	/**
	 * A process of which one thread takes more memory than there is, and others go on.
	 */
	static final class Greedy {

		private Greedy() {
		}

		public static void main(String[] arguments) throws InterruptedException {
			new OutOfMemoryEnd(new ProcessEndingFaultListener()::brokerFailed).install();
			Thread.ofVirtual().start(() -> assertThat(new long[64 * 1024 * 1024]).isEmpty());
			TimeUnit.MINUTES.sleep(1);
		}

	}

}
