package io.medsettle.batch.clear;

import java.time.LocalDate;
import java.util.List;

import io.medsettle.core.clearing.BilateralPosition;
import io.medsettle.core.clearing.NetPosition;
import io.medsettle.core.clearing.Obligation;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.day.DaySealedException;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The positions as stored, whether their day is published or not.
 */
@Component
public class PositionTable {

	private static final String OBLIGATIONS = """
			select insured_city, treatment_city, claims, fen
			from obligation where day = :day order by insured_city, treatment_city""";

	private static final String OBLIGATIONS_OF_CITY = """
			select insured_city, treatment_city, claims, fen
			from obligation where day = :day and insured_city = :city
			union all
			select insured_city, treatment_city, claims, fen
			from obligation where day = :day and treatment_city = :city""";

	private static final String BILATERAL = """
			select city_a, city_b, fen
			from bilateral_position where day = :day order by city_a, city_b""";

	private static final String NET = """
			select city, payable_fen, receivable_fen, net_fen
			from net_position where day = :day order by city""";

	private static final String INSERT_OBLIGATION = """
			insert into obligation (day, insured_city, treatment_city, claims, fen) values (?, ?, ?, ?, ?)""";

	private static final String INSERT_BILATERAL = """
			insert into bilateral_position (day, city_a, city_b, fen) values (?, ?, ?, ?)""";

	private static final String INSERT_NET = """
			insert into net_position (day, city, payable_fen, receivable_fen, net_fen) values (?, ?, ?, ?, ?)""";

	private final JdbcClient client;

	private final JdbcTemplate template;

	private final ClearingDays days;

	PositionTable(JdbcClient client, JdbcTemplate template, ClearingDays days) {
		this.client = client;
		this.template = template;
		this.days = days;
	}

	/**
	 * What the cities owe each other gross, by insured and treatment city.
	 */
	public List<Obligation> obligations(LocalDate day) {
		return this.client.sql(OBLIGATIONS)
			.param("day", day)
			.query((row, number) -> new Obligation(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)))
			.list();
	}

	/**
	 * What the city owes others and others owe it, in no order.
	 */
	public List<Obligation> obligations(LocalDate day, String city) {
		return this.client.sql(OBLIGATIONS_OF_CITY)
			.param("day", day)
			.param("city", city)
			.query((row, number) -> new Obligation(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)))
			.list();
	}

	/**
	 * What remains between each two cities.
	 */
	public List<BilateralPosition> bilateral(LocalDate day) {
		return this.client.sql(BILATERAL)
			.param("day", day)
			.query((row, number) -> new BilateralPosition(row.getString(1), row.getString(2), row.getLong(3)))
			.list();
	}

	/**
	 * What each city pays or receives.
	 */
	public List<NetPosition> net(LocalDate day) {
		return this.client.sql(NET)
			.param("day", day)
			.query((row, number) -> new NetPosition(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4)))
			.list();
	}

	/**
	 * Writes the positions of a day in place of those that were there before.
	 * @throws DaySealedException if the day is published
	 */
	void replace(LocalDate day, List<Obligation> obligations, List<BilateralPosition> bilateral,
			List<NetPosition> net) {
		this.days.requireUnsealed(day);
		this.template.update("delete from obligation where day = ?", day);
		this.template.update("delete from bilateral_position where day = ?", day);
		this.template.update("delete from net_position where day = ?", day);
		this.template.batchUpdate(INSERT_OBLIGATION, obligations.stream()
			.map((owed) -> new Object[] { day, owed.insuredCity(), owed.treatmentCity(), owed.claims(), owed.fen() })
			.toList());
		this.template.batchUpdate(INSERT_BILATERAL,
				bilateral.stream()
					.map((position) -> new Object[] { day, position.cityA(), position.cityB(), position.fen() })
					.toList());
		this.template.batchUpdate(INSERT_NET,
				net.stream()
					.map((position) -> new Object[] { day, position.city(), position.payableFen(),
							position.receivableFen(), position.netFen() })
					.toList());
	}

}
