package io.medsettle.core.database;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A process that writes batches into several tables until it is killed, each batch in one
 * transaction.
 */
final class BatchWriter {

	static final String WRITING = "writing";

	static final int PARTS = 6;

	static final List<String> TABLES = List.of("identity", "claim", "entry");

	private static final int BATCH = 500;

	private BatchWriter() {
	}

	public static void main(String[] arguments) {
		EmbeddedFile file = EmbeddedFile.open(Path.of(arguments[0]), Checkpoints.INTERVAL);
		file.gated.execute("create table if not exists progress (part integer primary key, next_number bigint)");
		TABLES.forEach((table) -> file.gated.execute("create table if not exists " + table
				+ " (part integer, number bigint, content varchar(100), primary key (part, number))"));
		file.checkpoints.take();
		for (int part = 0; part < PARTS; part++) {
			int own = part;
			Thread.ofPlatform().start(() -> write(file.gated, own));
		}
		System.out.println(WRITING);
	}

	private static void write(JdbcTemplate jdbc, int part) {
		TransactionTemplate transaction = new TransactionTemplate(
				new JdbcTransactionManager(Objects.requireNonNull(jdbc.getDataSource())));
		jdbc.update("insert into progress values (?, 0) on conflict do nothing", part);
		while (true) {
			transaction.executeWithoutResult((status) -> {
				long next = jdbc.queryForList("select next_number from progress where part = ?", Long.class, part)
					.getFirst();
				Long[] numbers = IntStream.range(0, BATCH).mapToObj((row) -> next + row).toArray(Long[]::new);
				jdbc.update("update progress set next_number = ? where part = ?", next + BATCH, part);
				TABLES.forEach((table) -> jdbc.update("insert into " + table
						+ " select ?, number, 'content of ' || number from unnest(cast(? as bigint array)) as x (number)",
						part, numbers));
			});
		}
	}

}
