package io.medsettle.core.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

import io.medsettle.core.calendar.Dated;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Everything that can be set under {@code settlement.}. The descriptions become the table
 * of {@code docs/configuration.md}.
 *
 * @param instance tells this process from others of the same region; must differ between
 * them and be the same after a restart, so that it gets its partitions, and the night's
 * lease, back at once
 * @param roles the parts of the engine this process runs
 * @param dataDir the folder of the embedded broker's log, the embedded database and the
 * published files
 * @param diskFreeMin when less is free on the disk of the data folder, health is DOWN, as
 * long as there is still room to do something about it
 * @param timeZone the zone of clearing days and of times in files
 * @param broker the embedded broker
 * @param topics the shape of the topics
 * @param registry where cities and hospitals are loaded from at start
 * @param claims limits that a claim must keep
 * @param signatures who may write claims and decisions to Kafka
 * @param intake how much the HTTP intake takes before it asks callers to come back later
 * @param clearing when days close
 * @param calendar business days, and the deadlines of a month
 * @param ledger how the ledgers take their legs
 * @param breaks what is done about claims that are held back
 * @param access who may call
 * @param privacy what is kept of persons
 * @param limits how much one organisation may ask for
 */
@Validated
@ConfigurationProperties("settlement")
public record SettlementSettings(@NotEmpty @DefaultValue("local") String instance, @NotEmpty @DefaultValue( {
		"api", "router", "treatment-ledger", "insured-ledger", "night" }) Set<Role> roles,
		@NotNull @DefaultValue("./data") Path dataDir, @NotNull @DefaultValue("2GB") DataSize diskFreeMin,
		@NotNull @DefaultValue("Asia/Shanghai") ZoneId timeZone, @Valid @DefaultValue Broker broker,
		@Valid @DefaultValue Topics topics, @Valid @DefaultValue Registry registry, @Valid @DefaultValue Claims claims,
		@Valid @DefaultValue Signatures signatures, @Valid @DefaultValue Intake intake,
		@Valid @DefaultValue Clearing clearing, @Valid @DefaultValue Calendar calendar,
		@Valid @DefaultValue Ledger ledger, @Valid @DefaultValue Breaks breaks, @Valid @DefaultValue Access access,
		@Valid @DefaultValue Privacy privacy, @Valid @DefaultValue Limits limits){

	/**
	 * The broker inside the process.
	 *
	 * @param embedded whether to start the broker inside the process; otherwise
	 * {@code spring.kafka.bootstrap-servers} names a cluster
	 * @param port the port on loopback that Kafka clients connect to
	 * @param controllerPort the port on loopback of the broker's own controller; 0 takes
	 * any free one
	 * @param transactionMaxTimeout for how long a sender may leave a transaction open,
	 * which holds back everybody behind it in its partition: what the embedded broker
	 * allows ({@code transaction.max.timeout.ms}), and the most that the start takes of a
	 * cluster outside, whose own default is 15 minutes
	 */
	public record Broker(@DefaultValue("true") boolean embedded, @Min(1) @Max(65535) @DefaultValue("9092") int port,
			@Min(0) @Max(65535) @DefaultValue("0") int controllerPort,
			@NotNull @DurationMin(seconds = 1) @DefaultValue("1m") Duration transactionMaxTimeout) {
	}

	/**
	 * The shape of the topics: how they are made, and what those that are there are held
	 * against.
	 *
	 * @param partitions partitions of each claim topic; a hospital's claims stay in one,
	 * so the number never changes
	 * @param replicas copies of each partition, at least; all but one must have an event
	 * before it counts as durable
	 * @param retention how long events are kept in Kafka, at least
	 */
	public record Topics(@Min(1) @Max(1000) @DefaultValue("12") int partitions,
			@Min(1) @Max(9) @DefaultValue("1") short replicas, @NotNull @DefaultValue("30d") Duration retention) {
	}

	/**
	 * Where the registry is loaded from at start. When a location is not set, the
	 * registry stays as the database has it.
	 *
	 * @param cities location of the cities' CSV, such as {@code file:cities.csv}; when
	 * set, it replaces the registry at start
	 * @param hospitals location of the hospitals' CSV; set together with the cities'
	 */
	public record Registry(@Nullable String cities, @Nullable String hospitals) {
	}

	/**
	 * Limits that a claim must keep.
	 *
	 * @param futureTolerance how far a hospital's clock may run ahead of the broker's
	 * @param submissionLimit how long after the visit a claim may still be submitted
	 * @param submissionLimits other limits, each {@code from} a date of receipt on with a
	 * {@code limit}
	 */
	public record Claims(@NotNull @DefaultValue("5m") Duration futureTolerance,
			@NotNull @DurationMin(seconds = 1) @DefaultValue("365d") Duration submissionLimit,
			@InDateOrder @DefaultValue List<@Valid SubmissionLimit> submissionLimits) {

		/**
		 * The submission limit by the date on which a claim is received.
		 */
		public Dated<Duration> submissionLimitByDay() {
			return dated(this.submissionLimit, this.submissionLimits, SubmissionLimit::limit);
		}

	}

	/**
	 * A submission limit that holds from a date on.
	 *
	 * @param from the first date of receipt it holds for
	 * @param limit how long after the visit a claim may still be submitted
	 */
	public record SubmissionLimit(@NotNull LocalDate from,
			@NotNull @DurationMin(seconds = 1) Duration limit) implements DateOfEffect {
	}

	/**
	 * Who may write claims and decisions to Kafka.
	 *
	 * @param required whether an event that a hospital or a bureau writes to Kafka itself
	 * must be signed by a key that is registered for it; {@code false} where the broker's
	 * own access rules see to it, and in the profile {@code demo}. A signature that is
	 * there is checked in any case. The same for every process of a region
	 */
	public record Signatures(@DefaultValue("true") boolean required) {
	}

	/**
	 * How much the HTTP intake takes before it asks callers to come back later. Events
	 * that hospitals write to Kafka themselves are not limited.
	 *
	 * @param requestsLimit how many single claims this process takes at once over HTTP;
	 * further ones are answered 503 with {@code Retry-After}
	 * @param batchesLimit how many batches this process takes at once over HTTP; they
	 * share 16 MiB on their way to Kafka
	 * @param backlogAgeLimit when the oldest event has been waiting for the router or a
	 * ledger for longer, nothing new is taken over HTTP
	 * @param backlogEventsLimit when more events wait for the router or a ledger, nothing
	 * new is taken over HTTP
	 * @param drainTime for how long a process that is stopped goes on answering those who
	 * are connected, while it is unready and asks them to connect anew; it ends earlier
	 * when nobody is left
	 */
	public record Intake(@Min(1) @Max(4096) @DefaultValue("512") int requestsLimit,
			@Min(1) @Max(64) @DefaultValue("16") int batchesLimit,
			@NotNull @DefaultValue("5m") Duration backlogAgeLimit,
			@Min(1) @DefaultValue("2000000") long backlogEventsLimit,
			@NotNull @DurationMin(seconds = 0) @DefaultValue("5s") Duration drainTime) {
	}

	/**
	 * When days close.
	 *
	 * @param cutOff the time of day at which a clearing day ends; midnight is the end of
	 * the calendar day, any other time is a time on the clearing day itself
	 * @param cutOffs other times, each {@code from} a clearing day on with a {@code time}
	 * @param closeFutureDays whether a day after today's date may be closed early
	 * @param automatic whether the night starts by itself after the cut-off
	 * @param confirmation whether an operator has to confirm the results of a night
	 * before they are published; until then the day is provisional, bureaus do not see
	 * it, later days wait, and an insured city that decides about a claim has the night
	 * done again
	 * @param awaitTimeout how long the night waits for router and ledgers to pass the
	 * cut-off before it gives up
	 * @param retryInterval how long after a night that only waited, or whose database or
	 * broker did not answer, it is tried again by itself; each time it waits twice as
	 * long, up to 16 times this, and after 60 attempts until somebody asks. A night that
	 * failed a proof is never tried again by itself
	 * @param workers how many partitions of a step run at once; more than there are
	 * processors, because each waits for the disk now and then
	 * @param verification whether each day, once it is published, is calculated again
	 * from its claims and held against all that was published of it
	 */
	public record Clearing(@NotNull @DefaultValue("00:00") LocalTime cutOff,
			@InDateOrder @DefaultValue List<@Valid CutOff> cutOffs, @DefaultValue("false") boolean closeFutureDays,
			@DefaultValue("true") boolean automatic, @DefaultValue("false") boolean confirmation,
			@NotNull @DefaultValue("10m") Duration awaitTimeout,
			@NotNull @DurationMin(seconds = 1) @DefaultValue("1m") Duration retryInterval,
			@Min(1) @Max(64) @DefaultValue("4") int workers, @DefaultValue("true") boolean verification) {

		/**
		 * The time of day at which a clearing day ends, by clearing day.
		 */
		public Dated<LocalTime> cutOffByDay() {
			return dated(this.cutOff, this.cutOffs, CutOff::time);
		}

	}

	/**
	 * A cut-off that holds from a day on.
	 *
	 * @param from the first clearing day it holds for
	 * @param time the time of day at which a clearing day ends
	 */
	public record CutOff(@NotNull LocalDate from, @NotNull LocalTime time) implements DateOfEffect {
	}

	/**
	 * Business days, and the deadlines of the official calendar, which differ by place.
	 *
	 * @param location location of the CSV of holidays and working weekends, such as
	 * {@code file:calendar.csv}
	 * @param holidays further days off, such as {@code 2026-12-25,2026-12-26}; they stand
	 * above the file
	 * @param workingWeekends further Saturdays and Sundays that are worked on; they stand
	 * above the file
	 * @param monthClosedBy the day of the next month by which a month is closed
	 * @param statementDay the day of the next month on which a month's statement is
	 * issued
	 * @param confirmationBy the day of the next month by which a month's statement is
	 * confirmed
	 */
	public record Calendar(@NotEmpty @DefaultValue("classpath:calendar/china.csv") String location,
			@DefaultValue List<LocalDate> holidays, @DefaultValue List<LocalDate> workingWeekends,
			@Min(1) @Max(31) @DefaultValue("3") int monthClosedBy,
			@Min(1) @Max(31) @DefaultValue("21") int statementDay,
			@Min(1) @Max(31) @DefaultValue("25") int confirmationBy) {
	}

	/**
	 * How the router and the ledgers take their events.
	 *
	 * @param batchSize the most events taken in one transaction
	 * @param consumers threads for each of router, treatment ledger and insured ledger
	 * @param retention how long a published day stays in the books, such as
	 * {@code 1100d}; older days with nothing open are detached into tables of their own,
	 * to be archived and dropped by hand. Empty keeps all. PostgreSQL only
	 */
	public record Ledger(@Min(1) @Max(20000) @DefaultValue("5000") int batchSize,
			@Min(1) @Max(64) @DefaultValue("1") int consumers, @Nullable Duration retention) {
	}

	/**
	 * What is done about claims that are held back.
	 *
	 * @param roundingLimitFen up to which difference a claim may be written off as
	 * rounding
	 * @param searchDuplicates whether each night looks for visits that a hospital has
	 * submitted twice under different numbers (the same person, time, city and amounts),
	 * and holds all but the first of those that stand: what was taken back, cancelled or
	 * is held is nobody's first; costs the night a sort of its claims
	 * @param automatic what the night resolves by itself
	 */
	public record Breaks(@Min(0) @Max(100_000) @DefaultValue("100") long roundingLimitFen,
			@DefaultValue("false") boolean searchDuplicates, @Valid @DefaultValue Automatic automatic) {
	}

	/**
	 * What the night resolves by itself, recorded as such.
	 *
	 * @param lateLeg whether a claim clears by itself once its missing leg has come and
	 * agrees; otherwise two persons let it clear
	 * @param originalArrived whether a reversal clears by itself once its original has
	 * come
	 * @param exactDuplicate whether a visit that was submitted again under another number
	 * is cancelled by itself in the night after the one that held it, if nobody has said
	 * anything about it and an equal claim stands; where nothing is left of the equal
	 * claims, it clears in their place
	 * @param statedClaim whether a claim that only a hospital had stated is no difference
	 * any more by itself, once it is in the books
	 * @param booksAgree whether a claim of which a book was wrong clears by itself once
	 * the two books agree
	 */
	public record Automatic(@DefaultValue("true") boolean lateLeg, @DefaultValue("true") boolean originalArrived,
			@DefaultValue("true") boolean exactDuplicate, @DefaultValue("true") boolean statedClaim,
			@DefaultValue("true") boolean booksAgree) {
	}

	/**
	 * Who may call.
	 *
	 * @param operatorPassword the password of {@code operator}, the one person whom the
	 * first start makes where there is nobody yet; if it is not set, one is made at
	 * random and shown once in the terminal
	 * @param providers other OpenID providers, each under a short name of small letters,
	 * digits and hyphens: its {@code issuer}; {@code client-id} and
	 * {@code client-secret}, with which people log in there at the console;
	 * {@code audience}, which its access tokens must name to count under {@code /api};
	 * and {@code label}, what the button calls it
	 */
	public record Access(
			@Nullable @Size(min = 12, max = 72,
					message = "must have {min} to {max} characters") String operatorPassword,
			@DefaultValue Map<@Pattern(regexp = "[a-z0-9][a-z0-9-]{0,31}",
					message = "must be small letters, digits and hyphens") String, @Valid Provider> providers) {
	}

	/**
	 * Another OpenID provider.
	 *
	 * @param issuer as its tokens have it in {@code iss}; its other addresses are found
	 * under it
	 * @param clientId as which the console is registered there
	 * @param clientSecret what the provider has given the console
	 * @param audience what access tokens for this engine have in {@code aud}
	 * @param label what the button calls it; its short name if absent
	 */
	public record Provider(
			@NotNull @Pattern(
					regexp = "https://[!-~]{1,490}|http://(localhost|127\\.0\\.0\\.1|\\[::1])([:/][!-~]{0,400})?",
					message = "must be an address of https, or one of this machine") String issuer,
			@Nullable @Size(min = 1) String clientId, @Nullable @Size(min = 1) String clientSecret,
			@Nullable @Size(min = 1) String audience, @Nullable @Size(min = 1, max = 60) String label) {
	}

	/**
	 * How much one organisation may ask for over HTTP, over all its clients; what is
	 * beyond it is answered 429 with {@code Retry-After}. What it does not use is kept
	 * for a minute. The first three are counted over all processes, the others at each.
	 *
	 * @param requestsPerSecond requests of any kind
	 * @param claimsPerSecond claims, one by one or in batches; a batch is read no faster
	 * once the minute's worth is used up
	 * @param tokensPerMinute tokens; each serves for ten minutes
	 * @param requestsAtOnce requests that are under way together; half of what a process
	 * takes of all together ({@code settlement.intake.requests-limit})
	 * @param batchesAtOnce batches of claims that are under way together
	 */
	public record Limits(@Min(1) @Max(1_000_000) @DefaultValue("2000") int requestsPerSecond,
			@Min(1) @Max(1_000_000) @DefaultValue("10000") int claimsPerSecond,
			@Min(1) @Max(1_000_000) @DefaultValue("600") int tokensPerMinute,
			@Min(1) @Max(4096) @DefaultValue("256") int requestsAtOnce,
			@Min(1) @Max(64) @DefaultValue("8") int batchesAtOnce) {
	}

	private static <S extends DateOfEffect, T> Dated<T> dated(T first, List<S> changes, Function<S, T> value) {
		SortedMap<LocalDate, T> changed = new TreeMap<>();
		changes.forEach((change) -> changed.put(change.from(), value.apply(change)));
		return Dated.from(first, changed);
	}

	/**
	 * What is kept of persons.
	 *
	 * @param keyFile the file with the keys by which person numbers and tokens' signing
	 * keys are encrypted in the database, the same for every process of a region. Without
	 * it the first start makes {@code person-number-key} in the data folder, for its
	 * owner alone; the profile {@code production} has no default. Keep a copy apart from
	 * the database: nobody reads it without
	 */
	public record Privacy(@Nullable Path keyFile) {
	}

}
