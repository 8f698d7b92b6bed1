package io.medsettle.core.problem;

import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What can be wrong with what is sent to the engine, or asked of it. The names are part
 * of the outside contract; each has a sentence that says what it means and one that says
 * what to do.
 */
public enum ProblemCode {

	MALFORMED("The input is not well-formed.", "Send one JSON object in UTF-8 as the interface describes it."),

	/** A mandatory field is absent, null or blank. */
	MISSING_FIELD("A mandatory field is missing.", "Send the field that the pointer names."),

	INVALID_FIELD("A field has a value that is not allowed.",
			"Correct the field that the pointer names; the message says its rule."),

	AMOUNTS_DO_NOT_ADD_UP("The amounts of the claim do not add up.",
			"Calculate in whole fen: total = fund + account + cash, and each given split must add up to its sum."),

	UNKNOWN_HOSPITAL("The hospital is not in the registry on the day of the claim.",
			"Check hospitalCode, or have the operator register the hospital."),

	UNKNOWN_CITY("The insured city is not in the registry on the day of the claim.",
			"Check insuredCity, or have the operator register the city."),

	NOT_OUT_OF_AREA("The person is insured in the city of the hospital.",
			"Settle local claims in the city's own system; only out-of-area care is settled here."),

	TREATMENT_CITY_MISMATCH("The named treatment city is not the hospital's city.",
			"Leave treatmentCity out, or send the city the hospital belongs to."),

	/** Settled later than the engine received it. */
	SETTLED_IN_FUTURE("The time of settlement lies in the future.",
			"Set the hospital's clock and send the claim again."),

	TOO_OLD("The visit was settled too long ago to be submitted.",
			"Settle it directly between the bureaus; the time limit is over."),

	CONFLICTING_DUPLICATE("A claim with this number and other content was accepted before; the first stands.",
			"To change a claim, reverse it and submit a new one under a new number."),

	REVERSAL_MISMATCH("The reversal does not repeat the amounts, person and city of its original.",
			"Send the reversal with exactly the values of the claim it takes back."),

	UNAUTHORIZED("The request comes without a token that counts.",
			"Get a token at /oauth2/token with the client id and secret, and send it along."),

	/** Whoever it is for; what is another organisation's is NOT_FOUND. */
	FORBIDDEN("The caller may not do this.",
			"Ask who runs the region for the role that may, or act for yourself only."),
	/** Of a dead letter. */
	SIGNATURE_MISSING("The event is not signed.",
			"Sign it by a registered key, and send the signature in its headers; the reason says what has arrived."),

	/** Of a dead letter. */
	SIGNATURE_INVALID("The event's signature is none of its organisation.",
			"Sign the bytes that are sent by a key that is valid; the reason says what has arrived."),

	/** Of the caller's organisation, or of wrong secrets from its address. */
	TOO_MANY_REQUESTS("More is asked for than is allowed in this time.",
			"Try again after the time named in Retry-After, and send more slowly."),

	NOT_FOUND("The resource does not exist.", "Check the address."),

	/** The request itself is wrong: method, media type, parameter. */
	INVALID_REQUEST("The request is not one this interface understands.",
			"Compare the request with the interface description."),

	TOO_LARGE("The input is larger than the limit.", "Split it into smaller parts."),

	DAY_NOT_CLOSABLE("The clearing day cannot be closed now.", "Close the current clearing day; the message names it."),

	DAY_RECONCILED("The clearing day is reconciled; it takes no more statements.",
			"Look at the breaks of the day: what the books and the statement do not agree on is settled there."),

	DAY_SEALED("The clearing day is published and sealed; it never changes.",
			"Correct what is wrong by an entry of a later day."),

	DAY_NOT_PROVISIONAL("The clearing day has no results that wait for a decision.",
			"Look at the state of the day; the message says how it stands."),

	/** What is asked and the night would be in each other's way. */
	NIGHT_AT_WORK("The night is at work on the books.", "Ask again when the run that the message names has ended."),

	CHECKSUM_MISMATCH("The checksum is not that of the published file.",
			"Download the file again and acknowledge the checksum you calculate."),

	/** Told with what is wrong with it, never with its bytes. */
	FILE_DAMAGED("The published file is not on the disk as it was sealed.",
			"Ask the operator to put the file back from a backup; it is handed out again by itself then."),
	/** A page of another site has made a browser send it. */
	CROSS_SITE("A page of another site may not change anything here.",
			"Send the request from a program, or from a page of this engine."),
	DEAD_LETTER_NOT_REDRIVABLE("The dead letter cannot be submitted again.",
			"Look at its reason; the message says what stands against it. What is of no use is dropped."),

	/** Nothing was done. */
	AUDIT_UNAVAILABLE("The audit trail cannot be written now; nothing was done.",
			"Try again after the time named in Retry-After; if it stays, tell the operator."),

	UNAVAILABLE("The engine cannot take the request now.", "Try again after the time named in Retry-After."),

	DECISION_NOT_ALLOWED("The insured city cannot decide this about the claim now.",
			"Decide about settlements of your own insured before their clearing day is published; the message says more."),

	BREAK_ACTION_NOT_ALLOWED("The break does not allow this action now.",
			"Look at the break's state, category and history; the message says what stands against it."),

	SAME_PERSON("Who proposes a resolution may not approve it.", "Have another person look at the proposal."),

	ACCOUNT_TAKEN("The name is given already, and no name is given twice.", "Choose another name."),

	PROPOSAL_DECIDED("The proposal was approved or rejected before.", "Look at the proposal; propose anew if need be."),

	/** A bug in the engine. */
	INTERNAL("The engine failed; the request may or may not have taken effect.",
			"Try again; if it stays, give the operator the traceId.");

	private final String sentence;

	private final String remedy;

	ProblemCode(String sentence, String remedy) {
		this.sentence = sentence;
		this.remedy = remedy;
	}

	/**
	 * The code of a name, or null if there is none.
	 */
	public static @Nullable ProblemCode named(@Nullable String name) {
		return Stream.of(values()).filter((code) -> code.name().equals(name)).findFirst().orElse(null);
	}

	/**
	 * What it means, in one sentence.
	 */
	public String sentence() {
		return this.sentence;
	}

	/**
	 * What to do about it, in one sentence.
	 */
	public String remedy() {
		return this.remedy;
	}

}
