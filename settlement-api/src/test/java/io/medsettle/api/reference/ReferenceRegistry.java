package io.medsettle.api.reference;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Cities and hospitals as the reference knows them: the two CSV files, read line by line.
 */
public final class ReferenceRegistry {

	private final SortedSet<String> cityCodes = new TreeSet<>();

	private final TreeMap<String, String> cityByHospital = new TreeMap<>();

	public ReferenceRegistry() {
		lines("/registry/cities.csv").forEach((line) -> this.cityCodes.add(line.split(",")[0]));
		lines("/registry/hospitals.csv").forEach((line) -> {
			String[] cells = line.split(",");
			this.cityByHospital.put(cells[0], cells[2]);
		});
	}

	public SortedSet<String> cityCodes() {
		return this.cityCodes;
	}

	/**
	 * The city of a hospital, or null.
	 */
	public String cityOf(String hospitalCode) {
		return this.cityByHospital.get(hospitalCode);
	}

	/**
	 * City code by hospital code.
	 */
	public Map<String, String> hospitals() {
		return this.cityByHospital;
	}

	private static List<String> lines(String resource) {
		try (BufferedReader reader = new BufferedReader(
				new InputStreamReader(ReferenceRegistry.class.getResourceAsStream(resource), StandardCharsets.UTF_8))) {
			return reader.lines().skip(1).filter((line) -> !line.isBlank()).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
