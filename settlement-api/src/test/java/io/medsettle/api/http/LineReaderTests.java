package io.medsettle.api.http;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LineReaderTests {

	private static final int MAX = 20;

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 7, 100 })
	void linesAreTheSameHoweverTheyArrive(int bytesAtOnce) throws IOException {
		assertThat(lines("a\nbc\r\n\n\r\nd\re\n€\nlast", bytesAtOnce)).containsExactly("a", "bc", "", "", "d\re", "€",
				"last");
	}

	@Test
	void nothingIsNoLine() throws IOException {
		assertThat(lines("", 100)).isEmpty();
		assertThat(lines("\n", 100)).containsExactly("");
		assertThat(lines("a\n", 100)).containsExactly("a");
	}

	@Test
	void byteOrderMarkIsPassedOverAtTheBeginningOnly() throws IOException {
		assertThat(lines("\uFEFFa\n\uFEFFb", 2)).containsExactly("a", "\uFEFFb");
		assertThat(lines("\uFEFF\r\na", 2)).containsExactly("", "a");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 6, 100 })
	void onlyLinesThatAreTooLongAreLost(int bytesAtOnce) throws IOException {
		String longest = "x".repeat(MAX);
		assertThat(lines("a\n" + longest + "\n" + longest + "\r\n" + longest + "x\n" + longest + "xxxx\r\nb\n" + longest
				+ longest + longest, bytesAtOnce))
			.containsExactly("a", longest, longest, "too long", "too long", "b", "too long");
	}

	@Test
	void brokenStreamTellsTheLastWholeLine() throws IOException {
		InputStream broken = new FilterInputStream(
				new ByteArrayInputStream("a\nb\nc".getBytes(StandardCharsets.UTF_8))) {

			@Override
			public int read(byte[] bytes, int offset, int length) throws IOException {
				int read = super.read(bytes, offset, 1);
				if (read < 0) {
					throw new EOFException();
				}
				return read;
			}

		};
		LineReader reader = new LineReader(broken, MAX);
		reader.next();
		reader.next();
		assertThatExceptionOfType(EOFException.class).isThrownBy(reader::next);
		assertThat(reader.lineNumber()).isEqualTo(2);
	}

	private static List<String> lines(String text, int bytesAtOnce) throws IOException {
		InputStream input = new FilterInputStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))) {

			@Override
			public int read(byte[] bytes, int offset, int length) throws IOException {
				return super.read(bytes, offset, Math.min(length, bytesAtOnce));
			}

		};
		LineReader reader = new LineReader(input, MAX);
		List<String> lines = new ArrayList<>();
		for (byte[] line = reader.next(); line != null; line = reader.next()) {
			lines.add(reader.tooLong() ? "too long" : new String(line, StandardCharsets.UTF_8));
			assertThat(reader.lineNumber()).isEqualTo(lines.size());
		}
		return lines;
	}

}
