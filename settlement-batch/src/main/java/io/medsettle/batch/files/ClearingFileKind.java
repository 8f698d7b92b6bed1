package io.medsettle.batch.files;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The kinds of files every city gets for every day.
 */
public enum ClearingFileKind {

	/** Every cleared claim of the city. */
	DETAIL("csv"),

	/** One line for each other city. */
	SUMMARY("csv"),

	/** What was held back, and why. */
	BREAKS("csv"),

	/** The list of the other files with checksums and control totals. */
	MANIFEST("json");

	private final String extension;

	ClearingFileKind(String extension) {
		this.extension = extension;
	}

	/** Whether single claims stand in it, and whose visits they were. */
	public boolean namesClaims() {
		return this == DETAIL || this == BREAKS;
	}

	/**
	 * The file's name, such as {@code 310000_20261120_detail_v1.csv}.
	 */
	public String fileName(String city, LocalDate day, int revision) {
		return city + "_" + DateTimeFormatter.BASIC_ISO_DATE.format(day) + "_" + name().toLowerCase(Locale.ROOT) + "_v"
				+ revision + "." + this.extension;
	}

}
