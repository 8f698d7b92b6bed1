package io.medsettle.core.kafka;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;

import org.springframework.stereotype.Component;

/**
 * How far the router and the ledgers of the whole region are behind, as the broker said
 * last. Until it has said something, nobody is behind.
 */
@Component
@ConditionalOnRole({ Role.API, Role.NIGHT })
public class Backlog {

	private final Map<Stage, Lag> lags = new EnumMap<>(Stage.class);

	private volatile Lag worst = Lag.NONE;

	private volatile List<OpenTransaction> openTransactions = List.of();

	/**
	 * The longest wait and the most offsets that any of them has. Costs nothing: may be
	 * asked for each claim.
	 */
	public Lag worst() {
		return this.worst;
	}

	/**
	 * The transactions that senders have left open, and that hold others back.
	 */
	public List<OpenTransaction> openTransactions() {
		return this.openTransactions;
	}

	void setOpenTransactions(List<OpenTransaction> found) {
		this.openTransactions = found;
	}

	synchronized void set(Stage stage, Lag lag) {
		this.lags.put(stage, lag);
		this.worst = this.lags.values().stream().reduce(Lag.NONE, Lag::worse);
	}

	synchronized Lag of(Stage stage) {
		return this.lags.getOrDefault(stage, Lag.NONE);
	}

}
