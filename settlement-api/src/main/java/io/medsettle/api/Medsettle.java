package io.medsettle.api;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Starts the engine in the roles named by {@code settlement.roles}.
 */
@SpringBootApplication(scanBasePackages = "io.medsettle")
public class Medsettle {

	public static void main(String[] arguments) {
		SpringApplication.run(Medsettle.class, arguments);
	}

}
