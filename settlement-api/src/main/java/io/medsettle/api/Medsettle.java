package io.medsettle.api;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Starts the engine in the roles named by {@code settlement.roles}.
 */
@SpringBootApplication(scanBasePackages = "io.medsettle")
public class Medsettle {

	public static void main(String[] arguments) {
		application().run(arguments);
	}

	/**
	 * The application as the process runs it; tests start the same one inside their own
	 * JVM.
	 */
	public static SpringApplication application() {
		SpringApplication application = new SpringApplication(Medsettle.class);
		application.setBannerMode(Banner.Mode.OFF);
		application.setLogStartupInfo(false);
		return application;
	}

}
