package io.medsettle.api.startup;

import io.medsettle.api.access.PasswordMade;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Shows a password that the engine has made, once, in the terminal and not in the log.
 */
@Component
class PasswordNotice {

	@EventListener
	void show(PasswordMade made) {
		System.out.printf("%n  The first person of this engine is %s, with the password %s%n"
				+ "  It is shown this once. Log in and change it.%n%n", made.username(), made.password());
	}

}
