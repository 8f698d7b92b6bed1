package io.medsettle.core.settings;

import java.io.IOException;
import java.io.Reader;
import java.time.Clock;
import java.time.Year;

import io.medsettle.core.calendar.BusinessCalendar;
import io.medsettle.core.calendar.CalendarCsv;
import io.medsettle.core.calendar.Deadlines;
import io.medsettle.core.calendar.InvalidCalendarException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ResourceLoader;

/**
 * What every room of the engine shares: its settings, its clock, and the business days
 * and deadlines as the settings have them.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SettlementSettings.class)
class CoreConfiguration {

	private static final Logger log = LoggerFactory.getLogger(CoreConfiguration.class);

	@Bean
	@ConditionalOnMissingBean
	Clock clock(SettlementSettings settings) {
		return Clock.system(settings.timeZone());
	}

	/**
	 * The calendar of the file, with the days of the settings above it.
	 * @throws InvalidCalendarException if it cannot be read or contradicts itself
	 */
	@Bean
	BusinessCalendar businessCalendar(SettlementSettings settings, ResourceLoader resources, Clock clock) {
		SettlementSettings.Calendar days = settings.calendar();
		BusinessCalendar calendar = read(resources, days.location()).with(days.holidays(), days.workingWeekends());
		Year current = Year.from(clock.instant().atZone(settings.timeZone()));
		if (!calendar.knows(current)) {
			log.warn("The calendar {} has no holidays of {}: every Monday to Friday counts as a business day"
					+ " (settlement.calendar.location)", days.location(), current);
		}
		return calendar;
	}

	@Bean
	Deadlines deadlines(SettlementSettings settings, BusinessCalendar calendar) {
		SettlementSettings.Calendar days = settings.calendar();
		return new Deadlines(calendar, days.monthClosedBy(), days.statementDay(), days.confirmationBy());
	}

	private static BusinessCalendar read(ResourceLoader resources, String location) {
		try (Reader lines = TextFile.open(resources, location)) {
			return CalendarCsv.read(lines, location);
		}
		catch (IOException ex) {
			throw new InvalidCalendarException(location + " cannot be read: " + ex.getMessage(), ex);
		}
	}

}
