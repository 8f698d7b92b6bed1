package io.medsettle.core.signature;

import io.medsettle.core.kafka.EventAuthenticator;
import io.medsettle.core.settings.SettlementSettings;

import org.springframework.stereotype.Component;

/**
 * Who may write to the topics that others than the engine write to, as of now.
 */
@Component
public class EventSignatures {

	private final EventAuthenticator authenticator;

	private final SignatureKeys keys;

	private final boolean required;

	EventSignatures(EventAuthenticator authenticator, SignatureKeys keys, SettlementSettings settings) {
		this.authenticator = authenticator;
		this.keys = keys;
		this.required = settings.signatures().required();
	}

	/**
	 * Judges the events that are taken now. May ask the database; what it returns does
	 * not.
	 */
	public SignatureCheck current() {
		return new SignatureCheck(this.authenticator, this.keys.current(), this.required);
	}

}
