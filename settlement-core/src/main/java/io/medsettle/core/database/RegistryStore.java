package io.medsettle.core.database;

import java.io.IOException;
import java.io.Reader;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;

import io.medsettle.core.audit.AuditActor;
import io.medsettle.core.audit.AuditEntry;
import io.medsettle.core.audit.AuditSubject;
import io.medsettle.core.audit.AuditTrail;
import io.medsettle.core.registry.City;
import io.medsettle.core.registry.Hospital;
import io.medsettle.core.registry.InvalidRegistryException;
import io.medsettle.core.registry.Registry;
import io.medsettle.core.registry.RegistryCsv;
import io.medsettle.core.settings.SettlementSettings;
import io.medsettle.core.settings.TextFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.io.ResourceLoader;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The registry in the database. At start it is replaced by the CSV files named in the
 * settings, if they are; the engine works on a snapshot.
 */
@Component
public class RegistryStore {

	private static final Logger log = LoggerFactory.getLogger(RegistryStore.class);

	private static final String SELECT_CITIES = """
			select city_code, name_zh, name_en, province_code, metro_circle, population_10k, valid_from, valid_to
			from city""";

	private static final String SELECT_HOSPITALS = """
			select hospital_code, name_zh, city_code, tier, valid_from, valid_to
			from hospital""";

	private static final String INSERT_CITY = """
			insert into city (city_code, name_zh, name_en, province_code, metro_circle, population_10k,
			                  valid_from, valid_to)
			values (?, ?, ?, ?, ?, ?, ?, ?)""";

	private static final String INSERT_HOSPITAL = """
			insert into hospital (hospital_code, name_zh, city_code, tier, valid_from, valid_to)
			values (?, ?, ?, ?, ?, ?)""";

	/** Until the end of the transaction; others may read meanwhile. */
	private static final String LOCK = "lock table city, hospital in share row exclusive mode";

	private static final int INSERTED_AT_ONCE = 1000;

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	private final DatabaseProduct product;

	private final AuditTrail audit;

	private volatile Registry current;

	RegistryStore(JdbcTemplate jdbc, PlatformTransactionManager transactionManager, DatabaseProduct product,
			SettlementSettings settings, ResourceLoader resources, AuditTrail audit) {
		this.jdbc = jdbc;
		this.audit = audit;
		this.product = product;
		this.transaction = new TransactionTemplate(transactionManager);
		this.current = Registry.of(cities(), hospitals());
		String cities = settings.registry().cities();
		String hospitals = settings.registry().hospitals();
		if (cities != null && hospitals != null) {
			replace(read(resources, cities, RegistryCsv::readCities),
					read(resources, hospitals, RegistryCsv::readHospitals));
		}
		else if (cities != null || hospitals != null) {
			throw new InvalidRegistryException(
					"settlement.registry.cities and settlement.registry.hospitals are set together or not at all.");
		}
	}

	/**
	 * The cities and hospitals as of the last load.
	 */
	public Registry current() {
		return this.current;
	}

	/**
	 * Replaces the registry as a whole, in one transaction. Of several processes that do
	 * so at the same moment the last one's stands.
	 * @throws IllegalArgumentException if two entries of the same code overlap in time
	 */
	public void replace(Collection<City> cities, Collection<Hospital> hospitals) {
		Registry replacement = Registry.of(cities, hospitals);
		this.transaction.executeWithoutResult((status) -> {
			if (this.product == DatabaseProduct.POSTGRESQL) {
				this.jdbc.execute(LOCK);
			}
			recordChange(new RegistryState(cities(), hospitals()), new RegistryState(cities, hospitals));
			this.jdbc.update("delete from hospital");
			this.jdbc.update("delete from city");
			this.jdbc.batchUpdate(INSERT_CITY, cities, INSERTED_AT_ONCE, (statement, city) -> {
				statement.setString(1, city.code());
				statement.setString(2, city.nameZh());
				statement.setString(3, city.nameEn());
				statement.setString(4, city.provinceCode());
				statement.setBoolean(5, city.metroCircle());
				statement.setInt(6, city.population10k());
				statement.setObject(7, city.validFrom());
				statement.setObject(8, city.validTo());
			});
			this.jdbc.batchUpdate(INSERT_HOSPITAL, hospitals, INSERTED_AT_ONCE, (statement, hospital) -> {
				statement.setString(1, hospital.code());
				statement.setString(2, hospital.nameZh());
				statement.setString(3, hospital.cityCode());
				statement.setInt(4, hospital.tier());
				statement.setObject(5, hospital.validFrom());
				statement.setObject(6, hospital.validTo());
			});
		});
		this.current = replacement;
		log.info("Registry loaded: {} cities, {} hospitals", cities.size(), hospitals.size());
	}

	/** A load that changes nothing is no act. */
	private void recordChange(RegistryState before, RegistryState after) {
		if (!before.equals(after)) {
			this.audit.record(AuditEntry.done(AuditActor.ENGINE, "REGISTRY_REPLACED", new AuditSubject("REGISTRY", ""))
				.touching(after.touchedSince(before))
				.because("Loaded at the start, as settlement.registry says.")
				.changing(before.toString(), after.toString()));
		}
	}

	private List<City> cities() {
		return this.jdbc.query(SELECT_CITIES,
				(row, number) -> new City(row.getString(1), row.getString(2), row.getString(3), row.getString(4),
						row.getBoolean(5), row.getInt(6), row.getObject(7, LocalDate.class),
						row.getObject(8, LocalDate.class)));
	}

	private List<Hospital> hospitals() {
		return this.jdbc.query(SELECT_HOSPITALS, (row, number) -> new Hospital(row.getString(1), row.getString(2),
				row.getString(3), row.getInt(4), row.getObject(5, LocalDate.class), row.getObject(6, LocalDate.class)));
	}

	private static <T> List<T> read(ResourceLoader resources, String location,
			BiFunction<Reader, String, List<T>> format) {
		try (Reader lines = TextFile.open(resources, location)) {
			return format.apply(lines, location);
		}
		catch (IOException ex) {
			throw new InvalidRegistryException(location + " cannot be read: " + ex.getMessage(), ex);
		}
	}

}
