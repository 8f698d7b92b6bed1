package io.medsettle.api.badinput;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.medsettle.core.calendar.CalendarCsv;
import io.medsettle.core.registry.Registry;
import io.medsettle.core.registry.RegistryCsv;
import io.medsettle.core.settings.TextFile;

import org.springframework.core.io.DefaultResourceLoader;

/**
 * A file that a setting names and that the engine does not start with.
 *
 * @param setting the setting
 * @param what what is wrong with it
 * @param bytes what is in it
 */
record BadFile(String setting, String what, byte[] bytes) {

	static final String CITIES = "settlement.registry.cities";

	static final String HOSPITALS = "settlement.registry.hospitals";

	static final String CALENDAR = "settlement.calendar";

	private static final String CITY = "city_code,name_zh,name_en,province_code,metro_circle,population_10k,valid_from,valid_to\n";

	private static final String HOSPITAL = "hospital_code,name_zh,city_code,tier\n";

	/** All rows. */
	static List<BadFile> rows() {
		return Stream
			.of(of(CITIES, "nothing", ""), of(CITIES, "no header", "310000,上海,Shanghai,310000,true,1,,\n"),
					of(CITIES, "a column less", "city_code,name_zh\n310000,上海\n"),
					of(CITIES, "a column twice", "city_code," + CITY),
					of(CITIES, "a field less", CITY + "310000,上海,Shanghai\n"),
					of(CITIES, "a code of letters", CITY + "31000x,上海,Shanghai,310000,true,1,,\n"),
					of(CITIES, "a name without end",
							CITY + "310000," + "上".repeat(5000) + ",Shanghai,310000,true,1,,\n"),
					of(CITIES, "a name with a line break", CITY + "310000,\"上\n海\",Shanghai,310000,true,1,,\n"),
					of(CITIES, "a population beyond all numbers",
							CITY + "310000,上海,Shanghai,310000,true," + "9".repeat(40) + ",,\n"),
					of(CITIES, "a day that is none", CITY + "310000,上海,Shanghai,310000,true,1,2026-02-30,\n"),
					of(CITIES, "an end before the beginning",
							CITY + "310000,上海,Shanghai,310000,true,1,2026-02-02,2026-02-01\n"),
					of(CITIES, "a city twice", CITY + "310000,上海,Shanghai,310000,true,1,,\n".repeat(2)),
					of(CITIES, "a quotation mark that stays open", CITY + "310000,\"上海,Shanghai,310000,true,1,,\n"),
					of(CITIES, "a zero byte", CITY + "310000,上\u0000海,Shanghai,310000,true,1,,\n"),
					new BadFile(CITIES, "another encoding", CITY.concat("310000,上海").getBytes(Charset.forName("GBK"))),
					new BadFile(CITIES, "a field of 20 MB",
							"x".repeat(20 * 1024 * 1024).getBytes(StandardCharsets.UTF_8)),
					of(HOSPITALS, "nothing", "\n\n"),
					of(HOSPITALS, "a code that is none", HOSPITAL + "X1,医院,310000,3\n"),
					of(HOSPITALS, "a city that is none", HOSPITAL + "H31000000001,医院,999999,3\n"),
					of(HOSPITALS, "a tier that is none", HOSPITAL + "H31000000001,医院,310000,4\n"),
					of(HOSPITALS, "a name of formulas and control characters",
							HOSPITAL + "H31000000001,=1\u0007,310000,3\n"),
					of(CALENDAR, "a day that is none", "date,kind\n2026-02-30,HOLIDAY\n"),
					of(CALENDAR, "a day beyond all years", "date,kind\n+999999999-01-01,HOLIDAY\n"),
					of(CALENDAR, "a kind that is none", "date,kind\n2026-10-01,FEAST\n"),
					of(CALENDAR, "a day twice", "date,kind\n2026-10-01,HOLIDAY\n2026-10-01,HOLIDAY\n"),
					of(CALENDAR, "a weekend that is none", "date,kind\n2026-10-01,WORKING_WEEKEND\n"),
					of(CALENDAR, "no kind", "date\n2026-10-01\n"),
					of(CALENDAR, "a quotation mark that stays open", "date,kind\n\"2026-10-01,HOLIDAY\n"))
			.toList();
	}

	private static BadFile of(String setting, String what, String text) {
		return new BadFile(setting, what, text.getBytes(StandardCharsets.UTF_8));
	}

	/** Reads it as the start does. */
	void read(Path folder) throws IOException {
		Path file = Files.write(folder.resolve("bad.csv"), this.bytes);
		try (Reader text = TextFile.open(new DefaultResourceLoader(), "file:" + file);
				Reader cities = TextFile.open(new DefaultResourceLoader(), "classpath:registry/cities.csv")) {
			switch (this.setting) {
				case CITIES -> Registry.of(RegistryCsv.readCities(text, "bad.csv"), List.of());
				case HOSPITALS -> Registry.of(RegistryCsv.readCities(cities, "cities.csv"),
						RegistryCsv.readHospitals(text, "bad.csv"));
				default -> CalendarCsv.read(text, "bad.csv");
			}
		}
	}

	@Override
	public String toString() {
		return this.setting + ", " + this.what;
	}

}
