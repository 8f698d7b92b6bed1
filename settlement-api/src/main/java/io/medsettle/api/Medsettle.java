package io.medsettle.api;

import java.util.List;

import io.medsettle.api.broker.BrokerFaultListener;
import io.medsettle.api.broker.BrokerStart;
import io.medsettle.api.command.VerifyCommand;
import io.medsettle.api.startup.ProcessEndingFaultListener;
import io.medsettle.api.startup.StartupChecks;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Starts the engine in the roles named by {@code settlement.roles}, or runs a command.
 */
@SpringBootApplication(scanBasePackages = "io.medsettle")
public class Medsettle {

	private static final int FAILURE_STATUS = 1;

	/**
	 * Ends with status 1 when the engine cannot start; the reason is on standard error by
	 * then.
	 */
	public static void main(String[] arguments) {
		if (arguments.length > 0 && arguments[0].equals(VerifyCommand.NAME)) {
			List<String> asked = List.of(arguments).subList(1, arguments.length);
			System.exit(VerifyCommand.run(asked));
		}
		try {
			application(new ProcessEndingFaultListener()).run(arguments);
		}
		catch (Throwable reported) {
			System.exit(FAILURE_STATUS);
		}
	}

	/**
	 * The application as the process runs it; tests start the same one inside their own
	 * JVM.
	 */
	public static SpringApplication application() {
		return application(BrokerFaultListener.LOG_ONLY);
	}

	private static SpringApplication application(BrokerFaultListener faultListener) {
		SpringApplication application = new SpringApplication(Medsettle.class);
		application.setBannerMode(Banner.Mode.OFF);
		application.setLogStartupInfo(false);
		application.addInitializers(new StartupChecks(), new BrokerStart(faultListener));
		return application;
	}

}
