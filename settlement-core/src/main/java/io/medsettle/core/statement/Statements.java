package io.medsettle.core.statement;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import io.medsettle.core.database.DatabaseProduct;
import io.medsettle.core.database.Durability;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The statements of hospitals. What is sent again replaces what was sent before, as long
 * as the day takes statements.
 */
@Component
public class Statements {

	private static final String INSERT = """
			insert into hospital_statement
			  (day, hospital_code, insured_city, insurance_type, treatment_city, reversals_included, claims,
			   total_fen, fund_fen, account_fen, received_at_ms)
			values (:day, :hospitalCode, :insuredCity, :insuranceType, :treatmentCity, :reversalsIncluded, :claims,
			        :totalFen, :fundFen, :accountFen, :receivedAt)
			on conflict do nothing""";

	private static final String REPLACE = """
			update hospital_statement
			set treatment_city = :treatmentCity, reversals_included = :reversalsIncluded, claims = :claims,
			    total_fen = :totalFen, fund_fen = :fundFen, account_fen = :accountFen, received_at_ms = :receivedAt
			where day = :day and hospital_code = :hospitalCode and insured_city = :insuredCity
			  and insurance_type = :insuranceType""";

	private static final String SELECT = """
			select day, hospital_code, insured_city, insurance_type, treatment_city, reversals_included, claims,
			       total_fen, fund_fen, account_fen, received_at_ms
			from hospital_statement s where s.day = :day""";

	private static final String OF_HOSPITAL = SELECT
			+ " and s.hospital_code = :hospitalCode order by s.insured_city, s.insurance_type";

	private static final String WITHOUT_DETAIL = SELECT + """
			 and not exists (
			  select 1 from hospital_statement_detail d where d.day = s.day and d.hospital_code = s.hospital_code)
			order by s.hospital_code, s.insured_city, s.insurance_type""";

	private static final String INSERT_DETAIL = """
			insert into hospital_statement_detail
			  (day, hospital_code, treatment_city, settlements, reversals, received_at_ms)
			values (:day, :hospitalCode, :treatmentCity, :settlements, :reversals, :receivedAt)
			on conflict do nothing""";

	private static final String REPLACE_DETAIL = """
			update hospital_statement_detail
			set treatment_city = :treatmentCity, settlements = :settlements, reversals = :reversals,
			    received_at_ms = :receivedAt
			where day = :day and hospital_code = :hospitalCode""";

	private static final String DELETE_LINES = """
			delete from hospital_statement_line where day = :day and hospital_code = :hospitalCode""";

	private static final String INSERT_LINE = """
			insert into hospital_statement_line
			  (day, hospital_code, claim_no, sign, total_fen, fund_fen, account_fen)
			values (?, ?, ?, ?, ?, ?, ?)""";

	private static final String SELECT_DETAIL = """
			select day, hospital_code, treatment_city, settlements, reversals, received_at_ms
			from hospital_statement_detail where day = :day and hospital_code = :hospitalCode""";

	private static final String RECEIVED = """
			select count(*) from (
			  select hospital_code from hospital_statement where day = :day
			  union
			  select hospital_code from hospital_statement_detail where day = :day) heard""";

	/**
	 * PostgreSQL would take what has come since it looked last for next to nothing, and
	 * join it row by row.
	 */
	private static final List<String> ANALYZE = List.of("set local default_statistics_target = 10",
			"analyze hospital_statement, hospital_statement_detail, hospital_statement_line");

	private static final int LINES_AT_ONCE = 5000;

	private final JdbcClient jdbc;

	private final JdbcTemplate template;

	private final TransactionTemplate transaction;

	private final StatementDays days;

	private final Durability durability;

	private final DatabaseProduct product;

	Statements(JdbcClient jdbc, JdbcTemplate template, PlatformTransactionManager transactionManager,
			StatementDays days, Durability durability, DatabaseProduct product) {
		this.jdbc = jdbc;
		this.template = template;
		this.transaction = new TransactionTemplate(transactionManager);
		this.days = days;
		this.durability = durability;
		this.product = product;
	}

	/**
	 * Keeps totals, durably, in place of earlier ones of the same hospital, day, insured
	 * city and insurance type.
	 * @throws DayReconciledException if the day takes no more statements
	 */
	public void keep(HospitalStatement statement) {
		this.transaction.executeWithoutResult((status) -> {
			if (bind(INSERT, statement).update() == 0) {
				bind(REPLACE, statement).update();
			}
			this.days.requireOpen(statement.day());
		});
		this.durability.assure();
	}

	/**
	 * Keeps lines, durably, in place of all earlier ones of the same hospital and day.
	 * @param detail what there is to know of the lines
	 * @param lines each of another claim number
	 * @throws DayReconciledException if the day takes no more statements
	 */
	public void keep(StatementDetail detail, List<StatementLine> lines) {
		this.transaction.executeWithoutResult((status) -> {
			// First what there is one row of: two at the same time wait for each other
			// here.
			if (bind(INSERT_DETAIL, detail).update() == 0) {
				bind(REPLACE_DETAIL, detail).update();
			}
			bind(DELETE_LINES, detail.day(), detail.hospitalCode()).update();
			insert(detail, lines);
			this.days.requireOpen(detail.day());
		});
		this.durability.assure();
	}

	/**
	 * The totals that a hospital has sent for a day, by insured city and insurance type.
	 */
	public List<HospitalStatement> totals(String hospitalCode, LocalDate day) {
		return bind(OF_HOSPITAL, day, hospitalCode).query(Statements::map).list();
	}

	/**
	 * The totals of a day from hospitals that sent no lines, by hospital.
	 */
	public List<HospitalStatement> totalsWithoutDetail(LocalDate day) {
		return this.jdbc.sql(WITHOUT_DETAIL).param("day", day).query(Statements::map).list();
	}

	/**
	 * What there is to know of the lines that a hospital has sent for a day, if it has.
	 */
	public Optional<StatementDetail> detail(String hospitalCode, LocalDate day) {
		return bind(SELECT_DETAIL, day, hospitalCode)
			.query((row, number) -> new StatementDetail(row.getString("hospital_code"),
					row.getObject("day", LocalDate.class), row.getString("treatment_city"), row.getLong("settlements"),
					row.getLong("reversals"), Instant.ofEpochMilli(row.getLong("received_at_ms"))))
			.optional();
	}

	/**
	 * How many hospitals have sent something for a day.
	 */
	public long received(LocalDate day) {
		return this.jdbc.sql(RECEIVED).param("day", day).query(Long.class).single();
	}

	/**
	 * Lets the database see how much has come.
	 */
	public void analyze() {
		if (this.product == DatabaseProduct.POSTGRESQL) {
			this.transaction.executeWithoutResult((status) -> ANALYZE.forEach(this.template::execute));
		}
	}

	private void insert(StatementDetail detail, List<StatementLine> lines) {
		this.template.batchUpdate(INSERT_LINE, lines, LINES_AT_ONCE, (statement, line) -> {
			statement.setObject(1, detail.day());
			statement.setString(2, detail.hospitalCode());
			statement.setString(3, line.claimNo());
			statement.setInt(4, line.kind().sign());
			statement.setLong(5, line.totalFen());
			statement.setLong(6, line.fundFen());
			statement.setLong(7, line.accountFen());
		});
	}

	private JdbcClient.StatementSpec bind(String sql, LocalDate day, String hospitalCode) {
		return this.jdbc.sql(sql).param("day", day).param("hospitalCode", hospitalCode);
	}

	private JdbcClient.StatementSpec bind(String sql, HospitalStatement statement) {
		return bind(sql, statement.day(), statement.hospitalCode()).param("insuredCity", orAll(statement.insuredCity()))
			.param("insuranceType", orAll(statement.insuranceType()))
			.param("treatmentCity", statement.treatmentCity())
			.param("reversalsIncluded", statement.reversalsIncluded())
			.param("claims", statement.sums().count())
			.param("totalFen", statement.sums().totalFen())
			.param("fundFen", statement.sums().fundFen())
			.param("accountFen", statement.sums().accountFen())
			.param("receivedAt", statement.receivedAt().toEpochMilli());
	}

	private JdbcClient.StatementSpec bind(String sql, StatementDetail detail) {
		return bind(sql, detail.day(), detail.hospitalCode()).param("treatmentCity", detail.treatmentCity())
			.param("settlements", detail.settlements())
			.param("reversals", detail.reversals())
			.param("receivedAt", detail.receivedAt().toEpochMilli());
	}

	/**
	 * How the database says "all": a part of a key cannot be null.
	 */
	private static String orAll(@Nullable String one) {
		return (one != null) ? one : "";
	}

	private static @Nullable String orNull(String stored) {
		return stored.isEmpty() ? null : stored;
	}

	private static HospitalStatement map(ResultSet row, int number) throws SQLException {
		return new HospitalStatement(row.getString("hospital_code"), row.getObject("day", LocalDate.class),
				orNull(row.getString("insured_city")), orNull(row.getString("insurance_type")),
				row.getString("treatment_city"), row.getBoolean("reversals_included"),
				new StatementSums(row.getLong("claims"), row.getLong("total_fen"), row.getLong("fund_fen"),
						row.getLong("account_fen")),
				Instant.ofEpochMilli(row.getLong("received_at_ms")));
	}

}
