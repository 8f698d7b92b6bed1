package io.medsettle.api.http;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

import io.medsettle.core.settings.SettlementSettings;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

import org.springframework.boot.jackson.JacksonComponent;

/**
 * Writes instants in the engine's time zone, with its offset.
 */
@JacksonComponent
class InstantSerializer extends ValueSerializer<Instant> {

	private final ZoneId zone;

	InstantSerializer(SettlementSettings settings) {
		this.zone = settings.timeZone();
	}

	@Override
	public void serialize(Instant instant, JsonGenerator json, SerializationContext context) {
		json.writeString(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.atZone(this.zone)));
	}

}
