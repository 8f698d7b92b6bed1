package io.medsettle.batch.simulation;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

import io.medsettle.core.ledger.Side;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tries cases of one hospital of Shanghai on the model alone. Persons are insured in
 * Suzhou, and the fund pays it all, unless a case says otherwise.
 */
final class ReferenceStage {

	private static final String HOSPITAL = "H31000000006";

	private static final String INSURED_CITY = "320500";

	private final ReferenceModel model;

	private LocalDate day = LocalDate.parse("2026-11-20");

	private long offset;

	ReferenceStage(boolean searchesDuplicates) {
		this.model = new ReferenceModel(searchesDuplicates);
	}

	/** The hospital settles a visit. */
	ReferenceStage settles(String claimNo, long fen) {
		return takes(content(claimNo, fen, null), Side.values());
	}

	/** The hospital takes a claim back. */
	ReferenceStage reverses(String claimNo, long fen, String original) {
		return takes(content(claimNo, fen, original), Side.values());
	}

	/** Only one side has the leg. */
	ReferenceStage reversesOn(Side side, String claimNo, long fen, String original) {
		return takes(content(claimNo, fen, original), side);
	}

	/** A book now has another amount. */
	ReferenceStage corrupts(Side side, String claimNo, long fen) {
		Content content = Objects.requireNonNull(this.model.booked(side, identity(claimNo))).content();
		this.model.change(side, content.withFundFen(fen));
		return this;
	}

	/** A book now has another insured city. */
	ReferenceStage moves(Side side, String claimNo, String insuredCity) {
		Content content = Objects.requireNonNull(this.model.booked(side, identity(claimNo))).content();
		this.model.change(side, content.withInsuredCity(insuredCity));
		return this;
	}

	/** The insured city deducts, or refuses if it deducts nothing. */
	ReferenceStage contests(String claimNo, long deductFen) {
		this.model.hear(identity(claimNo), deductFen);
		return this;
	}

	/** Two persons decide. */
	ReferenceStage decides(String claimNo, String resolution, long deductFen) {
		ReferenceBreak held = held(claimNo);
		assertThat(this.model.desk().refusesProposal(held, resolution, deductFen, null)).isNull();
		held.propose(resolution, deductFen, null);
		return approves(claimNo);
	}

	ReferenceStage decides(String claimNo, String resolution) {
		return decides(claimNo, resolution, 0);
	}

	ReferenceStage links(String claimNo, String original) {
		ReferenceBreak held = held(claimNo);
		assertThat(this.model.desk().refusesProposal(held, "LINK", 0, identity(original))).isNull();
		held.propose("LINK", 0, identity(original));
		return approves(claimNo);
	}

	/** One person proposes; the other has not agreed yet. */
	ReferenceStage proposes(String claimNo, String resolution) {
		assertThat(this.model.desk().refusesProposal(held(claimNo), resolution, 0, null)).isNull();
		held(claimNo).propose(resolution, 0, null);
		return this;
	}

	ReferenceStage refuses(String claimNo, String resolution, long deductFen) {
		assertThat(this.model.desk().refusesProposal(held(claimNo), resolution, deductFen, null)).isNotNull();
		return this;
	}

	ReferenceStage refusesLink(String claimNo, String original) {
		assertThat(this.model.desk().refusesProposal(held(claimNo), "LINK", 0, identity(original))).isNotNull();
		return this;
	}

	ReferenceStage refusesApproval(String claimNo) {
		assertThat(this.model.desk().refusesApproval(held(claimNo))).isNotNull();
		return this;
	}

	ReferenceStage rejects(String claimNo) {
		held(claimNo).reopen();
		return this;
	}

	/** The night clears just this, as claim, fen and insured city if that is another. */
	ReferenceStage clears(String... expected) {
		List<String> cleared = this.model.close(this.day)
			.stream()
			.map((each) -> each.claim().claimNo() + " " + each.fen()
					+ (each.insuredCity().equals(INSURED_CITY) ? "" : " in " + each.insuredCity()))
			.toList();
		assertThat(cleared).containsExactlyInAnyOrder(expected);
		this.day = this.day.plusDays(1);
		return this;
	}

	/** All that stands against a claim, gravest first; nothing if it is not held. */
	ReferenceStage holds(String claimNo, String... categories) {
		List<String> found = this.model.open()
			.stream()
			.filter((held) -> held.claim.equals(identity(claimNo)))
			.flatMap((held) -> held.categories().stream())
			.toList();
		assertThat(found).as("what stands against %s", claimNo).containsExactly(categories);
		return this;
	}

	private ReferenceStage takes(Content content, Side... sides) {
		long atMs = this.day.toEpochDay() * 86_400_000 + this.offset;
		Submission event = new Submission(content, 0, this.offset++, atMs, this.day);
		for (Side side : sides) {
			this.model.take(side, event);
		}
		return this;
	}

	private ReferenceStage approves(String claimNo) {
		assertThat(this.model.desk().refusesApproval(held(claimNo))).isNull();
		held(claimNo).state = "APPROVED";
		return this;
	}

	private ReferenceBreak held(String claimNo) {
		return this.model.open()
			.stream()
			.filter((held) -> held.claim.equals(identity(claimNo)))
			.findFirst()
			.orElseThrow(() -> new AssertionError(claimNo + " is not held."));
	}

	private static Content content(String claimNo, long fen, @Nullable String original) {
		return new Content(HOSPITAL, claimNo, (original == null) ? 1 : -1, original, INSURED_CITY, "320500000001",
				"310", "11", 0, fen, 0, 0);
	}

	private static Identity identity(String claimNo) {
		return new Identity(HOSPITAL, claimNo);
	}

}
