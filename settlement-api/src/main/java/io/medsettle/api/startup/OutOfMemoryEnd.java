package io.medsettle.api.startup;

import java.util.function.Consumer;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Ends the process as soon as it lacks memory, however it was started: nobody knows what
 * the threads that met it, in whatever library, have left half done, and a supervisor
 * starts a new one. It is noticed where a thread ends by it, or tells the log of it;
 * {@code -XX:+ExitOnOutOfMemoryError}, which the image sets, notices it everywhere.
 */
public final class OutOfMemoryEnd extends TurboFilter
		implements Thread.UncaughtExceptionHandler, ApplicationContextInitializer<ConfigurableApplicationContext> {

	private static final String LINE = "out of memory: give the process more (-Xmx, or the limit of its container)";

	private final Consumer<String> end;

	/**
	 * @param end ends the process, and says why by the given line
	 */
	public OutOfMemoryEnd(Consumer<String> end) {
		this.end = end;
	}

	/** Once the log is there. */
	@Override
	public void initialize(ConfigurableApplicationContext context) {
		install();
	}

	void install() {
		Thread.setDefaultUncaughtExceptionHandler(this);
		if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
			logback.addTurboFilter(this);
		}
	}

	@Override
	public void uncaughtException(Thread thread, Throwable failure) {
		// A lack of memory ends the process before that is written.
		LoggerFactory.getLogger(OutOfMemoryEnd.class).error("The thread {} has ended", thread.getName(), failure);
	}

	@Override
	public FilterReply decide(@Nullable Marker marker, Logger logger, Level level, @Nullable String format,
			Object @Nullable [] parameters, @Nullable Throwable failure) {
		if (failure != null) {
			look(failure);
		}
		else if (parameters != null && parameters.length > 0
				&& parameters[parameters.length - 1] instanceof Throwable last) {
			look(last);
		}
		return FilterReply.NEUTRAL;
	}

	private void look(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof OutOfMemoryError) {
				this.end.accept(LINE);
			}
		}
	}

}
