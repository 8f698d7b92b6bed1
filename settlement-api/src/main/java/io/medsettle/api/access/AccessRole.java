package io.medsettle.api.access;

/**
 * What a caller is to the engine. Which addresses a role may use stands in
 * {@link Endpoint}.
 */
public enum AccessRole {

	/** Posts and reads its own claims and statements. */
	HOSPITAL,

	/** Reads its own city's files, positions and breaks, and acts on them. */
	BUREAU,

	/** Runs the days of the whole region. */
	OPERATOR,

	/** Approves what somebody else has proposed. */
	CHECKER,

	/** Reads all of the region and changes nothing. */
	AUDITOR,

	/** Reads the metrics. */
	SCRAPER;

	/** Whether there is one of it for each hospital or city, and not for the region. */
	public boolean isOfAnOrganisation() {
		return this == HOSPITAL || this == BUREAU;
	}

	/** As Spring Security writes roles. */
	public String authority() {
		return "ROLE_" + name();
	}

}
