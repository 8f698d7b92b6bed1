package io.medsettle.core.registry;

import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;

/**
 * Reads cities and hospitals from CSV files with a header row. Columns may stand in any
 * order and further ones are passed over; {@code valid_from} (first day) and
 * {@code valid_to} (first day no longer) may be left out or empty, which means always and
 * until further notice. Only single rows are judged here; what rows say together is
 * judged by {@link Registry#of}.
 */
public final class RegistryCsv {

	private static final List<String> CITY_COLUMNS = List.of("city_code", "name_zh", "name_en", "province_code",
			"metro_circle", "population_10k");

	private static final List<String> HOSPITAL_COLUMNS = List.of("hospital_code", "name_zh", "city_code", "tier");

	private static final int NAME_LENGTH_OF_CITY = 64;

	private static final int NAME_LENGTH_OF_HOSPITAL = 128;

	private static final int TIER_MAXIMUM = 3;

	private RegistryCsv() {
	}

	/**
	 * Reads cities.
	 * @param reader the file; not closed
	 * @param sourceName the file's name, for messages
	 * @throws InvalidRegistryException at the first error, with file, line and column
	 */
	public static List<City> readCities(Reader reader, String sourceName) {
		return read(reader, sourceName, CITY_COLUMNS,
				(row) -> new City(row.cityCode("city_code"), row.text("name_zh", NAME_LENGTH_OF_CITY),
						row.text("name_en", NAME_LENGTH_OF_CITY), row.cityCode("province_code"),
						row.flag("metro_circle"), row.number("population_10k", 0, Integer.MAX_VALUE), row.validFrom(),
						row.validTo()));
	}

	/**
	 * Reads hospitals.
	 * @param reader the file; not closed
	 * @param sourceName the file's name, for messages
	 * @throws InvalidRegistryException at the first error, with file, line and column
	 */
	public static List<Hospital> readHospitals(Reader reader, String sourceName) {
		return read(reader, sourceName, HOSPITAL_COLUMNS,
				(row) -> new Hospital(row.hospitalCode("hospital_code"), row.text("name_zh", NAME_LENGTH_OF_HOSPITAL),
						row.cityCode("city_code"), row.number("tier", 1, TIER_MAXIMUM), row.validFrom(),
						row.validTo()));
	}

	private static <T> List<T> read(Reader reader, String sourceName, List<String> mandatoryColumns,
			Function<RegistryRow, T> mapper) {
		List<T> values = new ArrayList<>();
		RegistryHeader header = null;
		try {
			for (CsvRecord record : CsvReader.builder().ofCsvRecord(reader)) {
				if (header == null) {
					header = RegistryHeader.of(record, sourceName, mandatoryColumns);
				}
				else {
					values.add(mapper.apply(new RegistryRow(header, record)));
				}
			}
		}
		catch (CsvParseException ex) {
			throw new InvalidRegistryException(sourceName + ": " + ex.getMessage(), ex);
		}
		if (header == null) {
			throw new InvalidRegistryException(sourceName + ", line 1: a header row is missing.");
		}
		return List.copyOf(values);
	}

}
