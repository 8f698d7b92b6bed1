package io.medsettle.core.privacy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class KnownKeysTests {

	private static final String FIRST = "01".repeat(32);

	private static final String NEXT = "02".repeat(32);

	private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T00:00:00Z"), ZoneOffset.UTC);

	@TempDir
	Path folder;

	private Path file;

	private Connection connection;

	private KnownKeys known;

	@BeforeEach
	void open() throws SQLException {
		this.file = this.folder.resolve("keys");
		this.connection = DriverManager.getConnection("jdbc:h2:mem:;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE");
		ScriptUtils.executeSqlScript(this.connection, new ClassPathResource("db/migration/V7_3__privacy_keys.sql"));
		this.known = new KnownKeys(JdbcClient.create(new SingleConnectionDataSource(this.connection, true)), CLOCK);
	}

	@AfterEach
	void close() throws SQLException {
		this.connection.close();
	}

	@Test
	void makesAFileForItsOwnerAloneOnce() throws IOException {
		PrivacyKeyFile made = new PrivacyKeyFile(this.file);
		PrivacyKeys keys = this.known.readOrMake(made);
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(this.file))).isEqualTo("rw-------");
		assertThat(keys.all()).hasSize(1);
		assertThat(this.known.readOrMake(made).find(keys.all().getFirst().id())).isNotNull();
		made.make();
		assertThat(this.known.read(made).all()).hasSize(1);
		assertThat(this.folder.toFile().list()).hasSize(1);
	}

	/**
	 * Another key would be no help, and what is encrypted by it could be read by nobody
	 * else.
	 */
	@Test
	void makesNoneForADatabaseThatHasOne() throws IOException {
		this.known.read(keys(FIRST));
		Files.delete(this.file);
		refused("is missing: put it back, since the database is encrypted by its keys");
		assertThat(this.file).doesNotExist();
		keys(NEXT);
		refused("does not have the key " + key(FIRST).id() + " that the database is encrypted by: name the right file");
	}

	@Test
	void aNamedFileMustBeThere() {
		refused("is missing: make it, with one line of 64 random hexadecimal digits");
	}

	@Test
	void aNewKeyIsUsedFromADateToCome() throws IOException {
		this.known.read(keys(FIRST));
		PrivacyKeyFile early = keys(FIRST, NEXT + " 2026-11-20");
		refused("has a key that the database does not know and that is used already: a new key needs a date to come,"
				+ " before which every process is started with it");
		assertThat(early.read().all()).hasSize(2);
		PrivacyKeys keys = this.known.read(keys("# The second is of the winter.", FIRST, "", NEXT + " 2026-12-01"));
		long from = Instant.parse("2026-12-01T00:00:00Z").toEpochMilli();
		assertThat(keys.usedAt(from - 1).id()).isEqualTo(key(FIRST).id());
		assertThat(keys.usedAt(from).id()).isEqualTo(key(NEXT).id());
		keys(FIRST, NEXT + " 2026-12-02");
		refused("uses the key " + key(NEXT).id() + " from another date on: put the date back");
		keys(FIRST);
		refused("does not have the key " + key(NEXT).id() + " that the database is encrypted by: name the right file");
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", delimiter = '|',
			textBlock = """
					''                 | -                  | has no key: a line of 64 hexadecimal digits
					short              | -                  | , line 1: must be 64 hexadecimal digits
					FIRST 2026-12-01   | -                  | , line 1: must be 64 hexadecimal digits
					FIRST              | NEXT               | , line 2: must be 64 hexadecimal digits, a blank and a date such as 2027-01-01
					FIRST              | NEXT 2026-13-01    | , line 2: there is no such date
					FIRST              | FIRST 2026-12-01   | , line 2: the key stands there twice
					""")
	void whatIsWrongInAFileIsTold(String one, String other, String reason) throws IOException {
		keys(String.join("\n", (other != null) ? List.of(one, other) : List.of(one))
			.replace("FIRST", FIRST)
			.replace("NEXT", NEXT));
		refused(reason);
	}

	@Test
	void datesStandInTheirOrderAndBytesAreText() throws IOException {
		keys(FIRST, NEXT + " 2026-12-02", "03".repeat(32) + " 2026-12-01");
		refused(", line 3: the date must be later than the one before");
		Files.write(this.file, new byte[] { (byte) 0xC0, 1 });
		refused("is not in its form: a line of 64 hexadecimal digits for each key");
	}

	private PrivacyKeyFile keys(String... lines) throws IOException {
		Files.write(this.file, List.of(lines));
		return new PrivacyKeyFile(this.file);
	}

	private void refused(String reason) {
		assertThatExceptionOfType(PrivacyKeyException.class)
			.isThrownBy(() -> this.known.read(new PrivacyKeyFile(this.file)))
			.withMessageStartingWith("The key file " + this.file + " (settlement.privacy.key-file)")
			.withMessageEndingWith(reason)
			.satisfies((failure) -> assertThat(failure.getMessage()).doesNotContain(FIRST, NEXT));
	}

	private static PrivacyKey key(String hexadecimal) {
		return new PrivacyKey(HexFormat.of().parseHex(hexadecimal), 0);
	}

}
