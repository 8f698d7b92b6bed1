package io.medsettle.api.statements;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

import io.medsettle.api.http.BodyBytes;
import io.medsettle.api.http.IntakeLimits;
import io.medsettle.api.http.LineErrors;
import io.medsettle.api.http.LineReader;
import io.medsettle.api.http.ProblemException;
import io.medsettle.core.claim.ClaimKind;
import io.medsettle.core.claim.FieldRules;
import io.medsettle.core.problem.InputError;
import io.medsettle.core.problem.JsonFields;
import io.medsettle.core.problem.ProblemCode;
import io.medsettle.core.statement.StatementLine;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Reads the lines of one statement as they arrive, and keeps the good ones until the last
 * has come: only then is it known whether they replace the earlier ones. Used once, by
 * one thread, and closed.
 */
final class DetailIntake implements AutoCloseable {

	/**
	 * Several times what the largest hospital sees of people from elsewhere on a day. A
	 * line takes about 200 bytes.
	 */
	static final int LINES_MAX = 100_000;

	/** The most lines of all statements together that are kept at any time: 80 MB. */
	static final int ALL_LINES_MAX = 4 * LINES_MAX;

	/** Room is taken for so many lines at once. */
	private static final int LINES_A_STEP = 1000;

	/** Five times a full line; the rest is room for fields this version does not know. */
	private static final int LINE_BYTES_MAX = 4096;

	private static final InputError LINE_TOO_LONG = new InputError("", ProblemCode.TOO_LARGE,
			"A line has at most " + LINE_BYTES_MAX + " bytes.");

	private static final InputError REPEATED = new InputError("/claimNo", ProblemCode.INVALID_FIELD,
			"The claim number stands in an earlier line.");

	private static final InputError NO_LINES = new InputError("", ProblemCode.MISSING_FIELD,
			"There is no line. A hospital without claims sends totals of 0.");

	private final Semaphore room;

	private final Map<String, StatementLine> lines = new HashMap<>();

	private final LineErrors errors = new LineErrors();

	private int roomTaken;

	/**
	 * @param room for the lines of all statements that are being read
	 */
	DetailIntake(Semaphore room) {
		this.room = room;
	}

	/**
	 * Reads all lines of a request.
	 * @throws ProblemException if the body breaks off, has no line or too many, or there
	 * is no room for it
	 */
	void read(HttpServletRequest request) {
		try {
			LineReader reader = new LineReader(BodyBytes.open(request), LINE_BYTES_MAX);
			byte[] line;
			while ((line = reader.next()) != null) {
				take(reader.lineNumber(), line, reader.tooLong());
			}
		}
		catch (IOException ex) {
			throw BodyBytes.problem(ex, "Nothing was taken.");
		}
		if (this.lines.isEmpty() && this.errors.refused() == 0) {
			throw ProblemException.refused(List.of(NO_LINES));
		}
	}

	/**
	 * The good lines, each of another claim number.
	 */
	List<StatementLine> lines() {
		return List.copyOf(this.lines.values());
	}

	/**
	 * Whether no line was refused.
	 */
	boolean isWhole() {
		return this.errors.refused() == 0;
	}

	DetailReceipt receipt() {
		return new DetailReceipt(this.lines.size(), this.errors.refused(), this.errors.listed(), this.errors.omitted(),
				isWhole());
	}

	@Override
	public void close() {
		this.room.release(this.roomTaken);
		this.roomTaken = 0;
	}

	private void take(long lineNumber, byte[] bytes, boolean tooLong) {
		if (tooLong) {
			this.errors.refuse(lineNumber, List.of(LINE_TOO_LONG));
			return;
		}
		if (LineReader.isBlank(bytes)) {
			return;
		}
		JsonFields fields = JsonFields.of(bytes);
		StatementLine line = line(fields);
		List<InputError> wrong = fields.errors();
		if (!wrong.isEmpty()) {
			this.errors.refuse(lineNumber, wrong);
		}
		else if (this.lines.containsKey(line.claimNo())) {
			this.errors.refuse(lineNumber, List.of(REPEATED));
		}
		else {
			makeRoom();
			this.lines.put(line.claimNo(), line);
		}
	}

	private static StatementLine line(JsonFields fields) {
		String claimNo = fields.text("claimNo", FieldRules::isClaimNo, FieldRules.CLAIM_NO_RULE);
		String kind = fields.text("kind", FieldRules::isKind, FieldRules.KIND_RULE);
		return new StatementLine(claimNo,
				ClaimKind.REVERSAL.name().equals(kind) ? ClaimKind.REVERSAL : ClaimKind.SETTLEMENT,
				fen(fields, "totalFen"), fen(fields, "fundFen"), fen(fields, "accountFen"));
	}

	private static long fen(JsonFields fields, String name) {
		return fields.number(name, 0, FieldRules.MAXIMUM_FEN, FieldRules.AMOUNT_RULE);
	}

	private void makeRoom() {
		if (this.lines.size() >= LINES_MAX) {
			throw ProblemException.of(ProblemCode.TOO_LARGE,
					"A statement has at most " + LINES_MAX + " lines. Nothing was taken.");
		}
		if (this.lines.size() == this.roomTaken) {
			if (!this.room.tryAcquire(LINES_A_STEP)) {
				throw ProblemException.unavailable("Too many statements are being taken already. Nothing was taken.",
						IntakeLimits.RETRY_SOON);
			}
			this.roomTaken += LINES_A_STEP;
		}
	}

}
