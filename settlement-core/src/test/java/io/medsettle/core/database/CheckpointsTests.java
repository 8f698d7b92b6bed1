package io.medsettle.core.database;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.jdbc.core.ConnectionCallback;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class CheckpointsTests {

	private static CountDownLatch entered = new CountDownLatch(1);

	private static CountDownLatch goingOn = new CountDownLatch(1);

	@TempDir
	private Path folder;

	private EmbeddedFile file;

	@BeforeEach
	void open() {
		entered = new CountDownLatch(1);
		goingOn = new CountDownLatch(1);
		this.file = EmbeddedFile.open(this.folder.resolve("living"));
		this.file.gated.execute("create table entry (name varchar(20) primary key)");
		this.file.gated.execute("create alias wait_in_the_middle for '" + Alias.class.getName() + ".waitInTheMiddle'");
	}

	@AfterEach
	void stop() {
		goingOn.countDown();
		this.file.stop();
	}

	@Test
	void crashGoesBackToTheLastCheckpoint() {
		this.file.insert("before");
		this.file.checkpoints.take();
		this.file.insert("after");
		this.file.ungated().execute("checkpoint sync");

		EmbeddedFile recovered = EmbeddedFile.open(this.file.crash(this.folder.resolve("crashed")));
		assertThat(recovered.names()).containsExactly("before");
		recovered.stop();
	}

	@Test
	void workGoesOnAfterACrashAndOutlivesTheNext() {
		this.file.insert("first");
		this.file.checkpoints.take();
		this.file.insert("lost");
		this.file.ungated().execute("checkpoint sync");
		EmbeddedFile once = EmbeddedFile.open(this.file.crash(this.folder.resolve("once")));
		once.insert("second");
		once.checkpoints.take();
		once.insert("lost again");
		once.ungated().execute("checkpoint sync");

		EmbeddedFile twice = EmbeddedFile.open(once.crash(this.folder.resolve("twice")));
		assertThat(twice.names()).containsExactly("first", "second");
		twice.stop();
		once.stop();
	}

	@Test
	void nothingIsLostWhenTheProcessStops() {
		this.file.insert("before");
		this.file.checkpoints.take();
		this.file.insert("after");
		this.file.stop();
		assertThat(this.folder.resolve("living")).isDirectoryNotContaining("glob:**.checkpoint");

		this.file = EmbeddedFile.open(this.folder.resolve("living"));
		assertThat(this.file.names()).containsExactly("after", "before");
	}

	@Test
	void whatIsNotCommittedIsNoPartOfACheckpoint() {
		Path crashed = this.file.gated.execute((ConnectionCallback<Path>) (connection) -> {
			connection.setAutoCommit(false);
			connection.createStatement().executeUpdate("insert into entry values ('open')");
			this.file.checkpoints.take();
			Path copy = this.file.crash(this.folder.resolve("crashed"));
			connection.rollback();
			connection.setAutoCommit(true);
			return copy;
		});

		EmbeddedFile recovered = EmbeddedFile.open(crashed);
		assertThat(recovered.names()).isEmpty();
		recovered.insert("open");
		recovered.stop();
	}

	@Test
	void checkpointWaitsForStatementsWhileOthersGoOn() throws Exception {
		CompletableFuture<Void> statement = CompletableFuture.runAsync(
				() -> this.file.gated.execute("insert into entry select wait_in_the_middle() from system_range(1, 1)"));
		entered.await();

		CompletableFuture<Void> checkpoint = CompletableFuture.runAsync(this.file.checkpoints::take);
		this.file.insert("beside");
		assertThat(checkpoint).isNotDone();

		goingOn.countDown();
		statement.get(10, TimeUnit.SECONDS);
		checkpoint.get(10, TimeUnit.SECONDS);
		assertThat(this.file.names()).containsExactly("beside", "waited");
	}

	@Test
	void unreadableNameOfACheckpointKeepsNobodyFromStarting() throws Exception {
		this.file.insert("before");
		this.file.ungated().execute("checkpoint sync");
		Path crashed = this.file.crash(this.folder.resolve("crashed"));
		Files.writeString(crashed.resolve("books.checkpoint"), "");

		EmbeddedFile recovered = EmbeddedFile.open(crashed);
		assertThat(recovered.names()).containsExactly("before");
		recovered.stop();
	}

	/**
	 * What the database calls in the middle of a statement.
	 */
	public static class Alias {

		public static String waitInTheMiddle() throws InterruptedException {
			entered.countDown();
			goingOn.await();
			return "waited";
		}

	}

}
