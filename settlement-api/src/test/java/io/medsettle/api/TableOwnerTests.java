package io.medsettle.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each table has one package that knows it. Others ask its classes or its views; those
 * that read a table itself are named here. The verification reads what it likes: it
 * shares no code with what it verifies.
 */
class TableOwnerTests {

	/**
	 * The books and what hospitals and insured cities say are what the night compares, in
	 * statements over whole days: they are read where they are compared.
	 */
	private static final String OWNERS = """
			reconciliation_break, break_event, break_tally | batch.breaks |
			correction | batch.settle | batch.publish
			obligation, net_position, bilateral_position, clearing_entry | batch.clear |
			clearing_file, clearing_file_acknowledgement | batch.files |
			night_request | batch.night |
			night_lease, lease_fence | batch.lease |
			verification, verification_discrepancy | batch.verify |
			treatment_claim | core.ledger | core.statement, batch.match, batch.publish, batch.settle, api.days
			insured_claim | core.ledger | batch.match, batch.settle
			treatment_identity | core.ledger | batch.breaks, batch.match, batch.settle
			insured_identity | core.ledger | batch.settle
			treatment_entry, insured_entry | core.ledger |
			reversal | core.ledger | batch.publish, batch.settle
			claim_duplicate | core.ledger | core.intake
			claim_refusal | core.ledger | core.intake, batch.match, batch.settle
			dead_letter | core.listener |
			reader_progress | core.listener |
			event_key | core.database |
			privacy_key | core.privacy |
			audit_entry, audit_touch, audit_head, audit_anchor, audit_download | core.audit |
			event_signature_key | core.signature |
			access_client, access_person | api.access |
			token_key | api.token |
			organisation_use | api.limits |
			proposal | api.proposals |
			insured_decision | core.decision | batch.settle
			hospital_statement, hospital_statement_detail | core.statement | batch.match
			hospital_statement_line | core.statement | batch.match, batch.settle
			hospital_statement_day | core.statement |
			clearing_day | core.day |
			clearing_day_transition | core.day |
			clearing_watermark | core.day | batch.await
			city, hospital, account | core.database |
			""";

	private static final String VERIFICATION = "batch.verify";

	private static final Pattern CREATE = Pattern.compile("(?im)^create table (\\w+) \\(");

	private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|(?m)^\\s*//.*$");

	private static final Pattern LITERAL = Pattern.compile("(?s)\"\"\"(.*?)\"\"\"|\"((?:[^\"\\\\\n]|\\\\.)*)\"");

	private static final Pattern NAMED = Pattern
		.compile("\\b(from|join|insert into|merge into|update|delete from|analyze)\\s+(\\w+)");

	private static final Set<String> WRITING = Set.of("insert into", "merge into", "update", "delete from");

	private final Map<String, String> owners = new TreeMap<>();

	private final Map<String, Set<String>> readers = new TreeMap<>();

	TableOwnerTests() {
		OWNERS.lines().map((line) -> line.split("\\|", -1)).forEach((line) -> {
			for (String table : line[0].split(",")) {
				this.owners.put(table.strip(), line[1].strip());
				this.readers.put(table.strip(),
						Arrays.stream(line[2].split(","))
							.map(String::strip)
							.filter(Predicate.not(String::isEmpty))
							.collect(Collectors.toCollection(TreeSet::new)));
			}
		});
	}

	@Test
	void eachTableHasAnOwner() {
		Set<String> tables = sources(".sql").flatMap((source) -> CREATE.matcher(text(source)).results())
			.map((create) -> create.group(1))
			.filter((table) -> !table.startsWith("BATCH_") && !table.startsWith("spring_session"))
			.collect(Collectors.toCollection(TreeSet::new));

		assertThat(this.owners.keySet()).isEqualTo(tables);
	}

	@Test
	void aTableIsReadByItsOwnerAndThoseNamedHere() {
		Map<String, Set<String>> found = new TreeMap<>();
		this.owners.keySet().forEach((table) -> found.put(table, new TreeSet<>()));
		sources(".java").forEach((source) -> named(source).filter((named) -> !isOwnersOrVerifications(named))
			.forEach((named) -> found.get(named.table()).add(named.room())));

		assertThat(found).isEqualTo(this.readers);
	}

	@Test
	void aTableIsWrittenByItsOwnerAlone() {
		Set<String> writing = sources(".java").flatMap(this::named)
			.filter((named) -> WRITING.contains(named.verb()) && !isOwnersOrVerifications(named))
			.map((named) -> named.room() + " writes " + named.table())
			.collect(Collectors.toCollection(TreeSet::new));

		assertThat(writing).isEmpty();
	}

	/**
	 * What a statement of the engine does and its role may not fails with PostgreSQL
	 * alone.
	 */
	@ParameterizedTest
	@CsvSource({ "update, changing", "delete from, passing" })
	void theRoleOfAnEngineMayDoWhatItsStatementsDo(String verb, String granted) {
		Set<String> tables = sources(".java").flatMap(this::named)
			.filter((named) -> named.verb().equals(verb))
			.map(Named::table)
			.collect(Collectors.toCollection(TreeSet::new));

		assertThat(tables).isNotEmpty().isSubsetOf(granted(granted));
	}

	private static Set<String> granted(String array) {
		String rights = sources("/db/rights/postgresql.sql").map(TableOwnerTests::text).collect(Collectors.joining());
		Matcher declared = Pattern.compile(array + " text\\[] := array\\[([^]]*)]").matcher(rights);
		assertThat(declared.find()).isTrue();
		return Arrays.stream(declared.group(1).split(","))
			.map((table) -> table.strip().replace("'", ""))
			.collect(Collectors.toSet());
	}

	private boolean isOwnersOrVerifications(Named named) {
		return named.room().equals(this.owners.get(named.table())) || named.room().equals(VERIFICATION);
	}

	private Stream<Named> named(Path source) {
		String room = source.getParent().toString().replaceAll(".*/io/medsettle/", "").replace('/', '.');
		return LITERAL.matcher(COMMENT.matcher(text(source)).replaceAll(""))
			.results()
			.map((literal) -> (literal.group(1) != null) ? literal.group(1) : literal.group(2))
			.flatMap((literal) -> NAMED.matcher(literal).results())
			.map((match) -> new Named(room, match.group(1), match.group(2)))
			.filter((named) -> this.owners.containsKey(named.table()));
	}

	private static Stream<Path> sources(String ending) {
		return Stream.of("settlement-core", "settlement-batch", "settlement-api").flatMap((module) -> {
			try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main"))) {
				return files.filter((path) -> path.toString().endsWith(ending)).toList().stream();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		});
	}

	private static String text(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** A table that a statement of a package names. */
	private record Named(String room, String verb, String table) {

	}

}
