package io.medsettle.core.registry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.medsettle.core.problem.TextRules;

/**
 * The header row of a registry file: which column stands where.
 *
 * @param sourceName the file's name
 * @param places the place of each column, from 0
 */
record RegistryHeader(String sourceName, Map<String, Integer> places) {

	/**
	 * Reads the header row.
	 * @throws InvalidRegistryException if a mandatory column is missing or one stands
	 * there twice
	 */
	static RegistryHeader of(CsvRecord record, String sourceName, List<String> mandatoryColumns) {
		Map<String, Integer> places = new HashMap<>();
		for (int place = 0; place < record.getFieldCount(); place++) {
			String name = record.getField(place);
			if (places.put(name, place) != null) {
				throw new InvalidRegistryException("%s, line 1: column %s stands there more than once."
					.formatted(sourceName, TextRules.shown(name)));
			}
		}
		for (String column : mandatoryColumns) {
			if (!places.containsKey(column)) {
				throw new InvalidRegistryException("%s, line 1: column %s is missing.".formatted(sourceName, column));
			}
		}
		return new RegistryHeader(sourceName, Map.copyOf(places));
	}

}
