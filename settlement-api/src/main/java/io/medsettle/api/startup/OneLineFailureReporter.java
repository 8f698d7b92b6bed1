package io.medsettle.api.startup;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/**
 * Says in one line on standard error why the process could not start. A failure that
 * nobody foresaw never gets here: it is a bug, and its stack trace is wanted.
 */
class OneLineFailureReporter implements FailureAnalysisReporter {

	@Override
	public void report(FailureAnalysis analysis) {
		System.err.println("medsettle: " + line(analysis));
	}

	static String line(FailureAnalysis analysis) {
		String text = analysis.getDescription();
		if (analysis.getAction() != null && !analysis.getAction().isBlank()) {
			text = text + " " + analysis.getAction();
		}
		return text.strip().replaceAll("\\s*\\R\\s*", " ");
	}

}
