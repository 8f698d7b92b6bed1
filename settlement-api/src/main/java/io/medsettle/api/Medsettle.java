package io.medsettle.api;

import io.medsettle.api.broker.BrokerFaultListener;
import io.medsettle.api.broker.BrokerStart;
import io.medsettle.api.command.MedsettleCommand;
import io.medsettle.api.observe.OutageLog;
import io.medsettle.api.startup.OutOfMemoryEnd;
import io.medsettle.api.startup.ProcessEndingFaultListener;
import io.medsettle.api.startup.StartupChecks;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;

/**
 * Starts the engine in the roles named by {@code settlement.roles}, or runs a command.
 */
@SpringBootApplication(scanBasePackages = "io.medsettle", exclude = UserDetailsServiceAutoConfiguration.class)
public class Medsettle {

	/**
	 * Does what the command line says. Ends with status 1 when the engine cannot start;
	 * the reason is on standard error by then.
	 */
	public static void main(String[] arguments) {
		MedsettleCommand.run(arguments, (settings) -> process().run(settings)).ifPresent(System::exit);
	}

	/**
	 * The application as the process runs it; tests start the same one inside their own
	 * JVM.
	 */
	public static SpringApplication application() {
		return application(BrokerFaultListener.LOG_ONLY);
	}

	private static SpringApplication process() {
		ProcessEndingFaultListener faultListener = new ProcessEndingFaultListener();
		SpringApplication application = application(faultListener);
		application.addInitializers(new OutOfMemoryEnd(faultListener::brokerFailed));
		return application;
	}

	private static SpringApplication application(BrokerFaultListener faultListener) {
		SpringApplication application = new SpringApplication(Medsettle.class);
		application.setBannerMode(Banner.Mode.OFF);
		application.setLogStartupInfo(false);
		application.addInitializers(new StartupChecks(), new BrokerStart(faultListener));
		application.addListeners(new OutageLog());
		return application;
	}

}
