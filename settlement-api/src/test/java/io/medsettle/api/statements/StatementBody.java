package io.medsettle.api.statements;

import java.util.List;
import java.util.concurrent.Semaphore;

import io.medsettle.api.http.ProblemException;
import io.medsettle.core.statement.StatementLine;

import org.springframework.mock.web.MockHttpServletRequest;

/**
 * Reads the lines of a statement as they come over HTTP.
 */
public final class StatementBody {

	private StatementBody() {
	}

	/** The good lines; none if the body as a whole is refused. */
	public static List<StatementLine> read(byte[] bytes) {
		MockHttpServletRequest request = new MockHttpServletRequest("POST", "/");
		request.setContentType("application/x-ndjson");
		request.setContent(bytes);
		Semaphore room = new Semaphore(DetailIntake.ALL_LINES_MAX);
		try (DetailIntake intake = new DetailIntake(room)) {
			intake.read(request);
			DetailReceipt receipt = intake.receipt();
			if (receipt.toString().isEmpty()) {
				throw new IllegalStateException("There is no receipt.");
			}
			return intake.lines();
		}
		catch (ProblemException ex) {
			return List.of();
		}
	}

}
