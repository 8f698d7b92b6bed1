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

	private final CsvWriter writer;

	private long records;

	CsvLines(OutputStream stream, List<String> header) {
		this.writer = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(stream, StandardCharsets.UTF_8);
		this.writer.writeRecord(header);
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
