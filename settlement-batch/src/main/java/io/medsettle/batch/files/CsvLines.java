package io.medsettle.batch.files;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;

/**
 * The lines of a CSV file as the contract wants them: RFC 4180, UTF-8, a header, CR LF,
 * quotes only where they are needed.
 */
final class CsvLines {

	/** What spreadsheets take for the beginning of a formula. */
	private static final String FORMULA_SIGNS = "=+-@\t\r";

	private final CsvWriter writer;

	private long records;

	CsvLines(OutputStream stream, List<String> header) {
		this.writer = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(stream, StandardCharsets.UTF_8);
		this.writer.writeRecord(header);
	}

	/**
	 * A field that others have written: with an apostrophe before it where a spreadsheet
	 * would calculate it. Identifiers never begin so, and amounts are to be calculated.
	 */
	static String freeText(String text) {
		boolean formula = !text.isEmpty() && FORMULA_SIGNS.indexOf(text.charAt(0)) >= 0;
		return formula ? "'" + text : text;
	}

	void add(String... fields) {
		this.writer.writeRecord(fields);
		this.records++;
	}

	/**
	 * Passes on everything that was added.
	 * @return how many lines follow the header
	 */
	long finish() {
		try {
			this.writer.flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return this.records;
	}

}
