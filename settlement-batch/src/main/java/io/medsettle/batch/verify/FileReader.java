package io.medsettle.batch.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;

/**
 * Reads clearing files as a bureau does, with their checksums taken on the way.
 */
final class FileReader {

	private FileReader() {
	}

	/**
	 * Reads a CSV file line by line.
	 * @param header the names of its columns
	 * @return what the file is known by
	 * @throws UnreadableFileException if it is no such file, with the line
	 */
	static Content csv(Path path, List<String> header, LineReader lines) throws IOException {
		MessageDigest digest = sha256();
		long records = -1;
		try (InputStream stream = new DigestInputStream(Files.newInputStream(path), digest);
				CsvReader<CsvRecord> reader = CsvReader.builder()
					.skipEmptyLines(false)
					.allowExtraFields(false)
					.allowMissingFields(false)
					.ofCsvRecord(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
			for (CsvRecord record : reader) {
				if (++records > 0) {
					read(record, lines);
				}
				else if (!record.getFields().equals(header)) {
					throw new UnreadableFileException("line 1 with other columns", null);
				}
			}
		}
		catch (CsvParseException ex) {
			throw new UnreadableFileException("an unreadable line " + (records + 2), ex);
		}
		catch (UncheckedIOException ex) {
			throw ex.getCause();
		}
		if (records < 0) {
			throw new UnreadableFileException("no header", null);
		}
		return new Content(Files.size(path), records, HexFormat.of().formatHex(digest.digest()));
	}

	/**
	 * The checksum of bytes.
	 */
	static String checksum(byte[] bytes) {
		return HexFormat.of().formatHex(sha256().digest(bytes));
	}

	private static void read(CsvRecord record, LineReader lines) {
		try {
			lines.read(record);
		}
		catch (IllegalArgumentException ex) {
			throw new UnreadableFileException("an unreadable line " + record.getStartingLineNumber(), ex);
		}
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java has SHA-256.", ex);
		}
	}

	/**
	 * What a file is known by.
	 *
	 * @param bytes its length
	 * @param records its lines without the header
	 * @param sha256 its checksum, hexadecimal
	 */
	record Content(long bytes, long records, String sha256) {
	}

	/**
	 * Takes a line.
	 */
	interface LineReader {

		/**
		 * Takes the next line.
		 * @throws IllegalArgumentException if the line is not as it must be
		 */
		void read(CsvRecord line);

	}

}
