package io.medsettle.core.settings;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.util.FileCopyUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TextFileTests {

	private static final String CITIES = """
			city_code,name_zh,name_en
			310000,上海,Shanghai
			320500,苏州,Suzhou
			""";

	@TempDir
	Path folder;

	@ParameterizedTest
	@ValueSource(strings = { "", "\uFEFF" })
	void readsUtf8WithAMarkOrWithout(String mark) throws IOException {
		assertThat(read((mark + CITIES).getBytes(StandardCharsets.UTF_8))).isEqualTo(CITIES);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "𠮷,é,€\r\n" })
	void readsWhatUtf8Allows(String text) throws IOException {
		assertThat(read(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(text);
	}

	@ParameterizedTest
	@CsvSource({ "GBK, line 2 is not UTF-8", "GB18030, line 2 is not UTF-8", "Big5, line 2 is not UTF-8",
			"UTF-16, line 1 is not UTF-8", "UTF-16LE, line 1 has a zero byte", "UTF-16BE, line 1 has a zero byte",
			"UTF-32, line 1 has a zero byte" })
	void refusesAnotherEncodingAndNamesTheLine(String charset, String problem) {
		String text = charset.equals("Big5") ? CITIES.replace("苏", "上") : CITIES;
		assertThatThrownBy(() -> read(text.getBytes(Charset.forName(charset)))).isInstanceOf(IOException.class)
			.hasMessageStartingWith(problem)
			.hasMessageEndingWith("save the file as UTF-8");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\n", "\r\n", "\r" })
	void countsLinesHoweverTheyEnd(String end) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		bytes.write(CITIES.replace("\n", end).getBytes(StandardCharsets.UTF_8));
		bytes.write("330200,宁波,Ningbo".getBytes(Charset.forName("GBK")));
		assertThatThrownBy(() -> read(bytes.toByteArray())).hasMessage("line 4 is not UTF-8: save the file as UTF-8");
	}

	@Test
	void refusesACharacterThatIsCutOffAtTheEnd() {
		byte[] whole = "city_code,name_zh\n310000,上海".getBytes(StandardCharsets.UTF_8);
		for (int cut = 1; cut <= 2; cut++) {
			byte[] bytes = Arrays.copyOf(whole, whole.length - cut);
			assertThatThrownBy(() -> read(bytes)).hasMessage("line 2 is not UTF-8: save the file as UTF-8");
		}
	}

	@Test
	void refusesWhatAnotherProgramHasLost() {
		assertThatThrownBy(() -> read(CITIES.replace("苏", "\uFFFD").getBytes(StandardCharsets.UTF_8)))
			.hasMessage("line 3 has a character that is lost already (U+FFFD): write it anew");
	}

	/** Surrogates as Java and some databases write them, and a slash in two bytes. */
	@ParameterizedTest
	@ValueSource(strings = { "EDA081EDB080", "C0AF" })
	void refusesBytesThatOnlyLookLikeUtf8(String hex) {
		assertThatThrownBy(() -> read(HexFormat.of().parseHex("61620A" + hex)))
			.hasMessage("line 2 is not UTF-8: save the file as UTF-8");
	}

	@Test
	void refusesAFileThatIsNotThere() {
		assertThatThrownBy(() -> TextFile.open(new DefaultResourceLoader(), "file:" + this.folder.resolve("none.csv")))
			.isInstanceOf(IOException.class);
	}

	private String read(byte[] bytes) throws IOException {
		Path file = Files.write(this.folder.resolve("file.csv"), bytes);
		try (Reader reader = TextFile.open(new DefaultResourceLoader(), "file:" + file)) {
			return FileCopyUtils.copyToString(reader);
		}
	}

}
