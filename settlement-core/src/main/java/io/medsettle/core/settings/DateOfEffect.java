package io.medsettle.core.settings;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/**
 * A setting that holds from a date on.
 */
public interface DateOfEffect {

	/**
	 * The first day it holds for; null only until the settings are checked.
	 */
	@Nullable LocalDate from();

}
