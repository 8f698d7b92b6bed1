package io.medsettle.core.database;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.jdbc.core.ConnectionCallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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

	/**
	 * Else whoever waits for a row gives up before the one who holds it has come to an
	 * end.
	 */
	@Test
	void transactionsGoOnHoweverManyWantACheckpointWhileOneWaitsForTheOther() throws Exception {
		this.file.insert("contended");
		AtomicBoolean over = new AtomicBoolean();
		CompletableFuture<Void> waiting = this.file.gated
			.execute((ConnectionCallback<CompletableFuture<Void>>) (connection) -> {
				connection.setAutoCommit(false);
				connection.createStatement().executeUpdate("update entry set name = 'held'");
				CompletableFuture<Void> other = run(() -> this.file.gated.execute("update entry set name = 'waited'"));
				for (int taker = 0; taker < 8; taker++) {
					run(() -> {
						while (!over.get()) {
							this.file.checkpoints.take();
						}
					});
				}
				for (int statement = 0; statement < 30; statement++) {
					connection.createStatement().executeQuery("select count(*) from entry").close();
				}
				connection.commit();
				connection.setAutoCommit(true);
				return other;
			});

		try {
			waiting.get(20, TimeUnit.SECONDS);
		}
		finally {
			over.set(true);
		}
		assertThat(this.file.names()).containsExactly("waited");
	}

	@Test
	void checkpointWaitsForStatementsWhileOthersGoOn() throws Exception {
		CompletableFuture<Void> statement = run(
				() -> this.file.gated.execute("insert into entry select wait_in_the_middle() from system_range(1, 1)"));
		entered.await();

		CompletableFuture<Void> checkpoint = run(this.file.checkpoints::take);
		this.file.insert("beside");
		// Far longer than one takes that need not wait.
		assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> checkpoint.get(1, TimeUnit.SECONDS));

		goingOn.countDown();
		statement.get(10, TimeUnit.SECONDS);
		checkpoint.get(10, TimeUnit.SECONDS);
		assertThat(this.file.names()).containsExactly("beside", "waited");
	}

	@Test
	void pagesOfACheckpointAreKeptWhileTheyAreReplaced() {
		this.file.gated.execute("create table page (number integer primary key, round integer, filling varchar(500))");
		this.file.gated
			.update("insert into page select n, 0, repeat('x', 500) from system_range(1, 2000) as numbers (n)");
		// Otherwise they are kept for three quarters of a minute anyhow.
		this.file.ungated().execute("set retention_time 0");
		this.file.checkpoints.take();
		this.file.gated.update("update page set round = 1");
		this.file.checkpoints.take();
		for (int round = 2; round <= 40; round++) {
			this.file.gated.update("update page set round = ?", round);
			this.file.ungated().execute("checkpoint sync");
		}

		EmbeddedFile recovered = EmbeddedFile.open(this.file.crash(this.folder.resolve("crashed")));
		assertThat(recovered.gated.queryForList("select distinct round from page", Integer.class)).containsExactly(1);
		assertThat(recovered.gated.queryForObject("select count(filling) from page", Integer.class)).isEqualTo(2000);
		recovered.stop();
	}

	@Test
	void whatWasGivenUpIsNeverTheNewestAgain() {
		for (String name : List.of("a", "b", "c")) {
			this.file.insert(name);
			this.file.ungated().execute("checkpoint sync");
		}
		Path crashed = this.file.crash(this.folder.resolve("crashed"));
		long abandoned = newestVersion(crashed);

		DatabaseFile.of(DatabaseFile.URL_PREFIX + crashed.resolve("books")).recover();
		assertThat(newestVersion(crashed)).isGreaterThan(abandoned);
	}

	/** As a crash leaves it that comes before recovering has ended. */
	@Test
	void recoveringAgainChangesNothing() throws Exception {
		this.file.insert("before");
		this.file.checkpoints.take();
		this.file.insert("lost");
		this.file.ungated().execute("checkpoint sync");
		Path crashed = this.file.crash(this.folder.resolve("crashed"));
		Path checkpoint = crashed.resolve("books.checkpoint");
		String version = Files.readString(checkpoint);
		DatabaseFile.of(DatabaseFile.URL_PREFIX + crashed.resolve("books")).recover();
		assertThat(checkpoint).doesNotExist();
		Files.writeString(checkpoint, version);

		EmbeddedFile recovered = EmbeddedFile.open(crashed);
		assertThat(recovered.names()).containsExactly("before");
		recovered.stop();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "0", "-1", "x", "99999999999999999999", "999999999" })
	void wrongNameOfACheckpointLosesNothing(String name) throws Exception {
		this.file.insert("before");
		this.file.ungated().execute("checkpoint sync");
		Path crashed = this.file.crash(this.folder.resolve("crashed"));
		Files.writeString(crashed.resolve("books.checkpoint"), name);

		EmbeddedFile recovered = EmbeddedFile.open(crashed);
		assertThat(recovered.names()).containsExactly("before");
		recovered.stop();
	}

	@Test
	void checkpointThatCannotBeWrittenIsToldAndTriedAgain() throws Exception {
		Path obstacle = this.folder.resolve("living").resolve("books.checkpoint.new");
		Files.createDirectory(obstacle);
		this.file.insert("first");
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(this.file.checkpoints::take);

		Files.delete(obstacle);
		this.file.checkpoints.take();
		EmbeddedFile recovered = EmbeddedFile.open(this.file.crash(this.folder.resolve("crashed")));
		assertThat(recovered.names()).containsExactly("first");
		recovered.stop();
	}

	private static CompletableFuture<Void> run(Runnable action) {
		return CompletableFuture.runAsync(action, (task) -> Thread.ofPlatform().start(task));
	}

	private static long newestVersion(Path folder) {
		try (MVStore store = new MVStore.Builder().fileName(folder.resolve("books.mv.db").toString())
			.readOnly()
			.open()) {
			return store.getCurrentVersion();
		}
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
