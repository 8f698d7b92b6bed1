package io.medsettle.core.settings;

import java.util.Locale;

/**
 * A part of the engine that a process can run. A small region runs all of them in one
 * process; a large one gives each its own processes.
 */
public enum Role {

	/** Takes claims and serves files over HTTP. */
	API,

	/** Routes submitted claims to the ledgers. */
	ROUTER,

	/** Keeps the books of the treatment cities. */
	TREATMENT_LEDGER,

	/** Keeps the books of the insured cities. */
	INSURED_LEDGER,

	/** Reconciles, clears and publishes closed days. */
	NIGHT;

	/**
	 * The name used in {@code settlement.roles}, such as {@code treatment-ledger}.
	 */
	public String settingName() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
