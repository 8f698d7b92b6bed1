package io.medsettle.api.fuzz;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

import io.medsettle.api.files.RangeHeader;
import io.medsettle.api.statements.StatementBody;
import io.medsettle.core.calendar.CalendarCsv;
import io.medsettle.core.calendar.InvalidCalendarException;
import io.medsettle.core.claim.Claim;
import io.medsettle.core.claim.ClaimDecoder;
import io.medsettle.core.claim.ClaimEncoder;
import io.medsettle.core.claim.Decoding;
import io.medsettle.core.claim.FieldRules;
import io.medsettle.core.decision.DecisionReader;
import io.medsettle.core.decision.InsuredDecision;
import io.medsettle.core.kafka.EventAuthenticator;
import io.medsettle.core.listener.DeadLetter;
import io.medsettle.core.listener.DeadLetterEvent;
import io.medsettle.core.problem.InputError;
import io.medsettle.core.problem.TextRules;
import io.medsettle.core.registry.InvalidRegistryException;
import io.medsettle.core.registry.Registry;
import io.medsettle.core.registry.RegistryCsv;
import io.medsettle.core.routing.Refusal;
import io.medsettle.core.routing.RoutingHeaders;
import io.medsettle.core.settings.TextFile;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.Resource;

/**
 * What turns bytes from outside into something the engine goes on with, each with what
 * must hold whatever the bytes are. Nothing may come out but what is said here.
 */
enum Decoder {

	CLAIMS {

		private static final ClaimDecoder DECODER = new ClaimDecoder();

		private static final ClaimEncoder ENCODER = new ClaimEncoder();

		@Override
		void read(byte[] bytes) {
			switch (DECODER.decode(bytes)) {
				case Decoding.Decoded(Claim claim) -> {
					require(DECODER.decode(ENCODER.encode(claim)).equals(new Decoding.Decoded(claim)),
							"is read back as it was");
					require(FieldRules.isClaimNo(claim.claimNo()), "has a claim number");
				}
				case Decoding.Refused refused -> {
					requireIdentifier(refused.hospitalCode());
					requireIdentifier(refused.claimNo());
					requireTold(refused.errors());
				}
				case Decoding.Undecodable undecodable -> requireOneLine(undecodable.reason(), COLUMN_OF_REASONS);
			}
		}

	},

	DECISIONS {

		@Override
		void read(byte[] bytes) {
			switch (DecisionReader.read(bytes)) {
				case DecisionReader.Reading.Read(InsuredDecision decision) -> {
					require(FieldRules.isClaimNo(decision.claim().claimNo()), "has a claim number");
					requireOneLine(decision.actor(), TextRules.NAME_LENGTH_MAX);
					requireKept(decision.actor());
					require(decision.remark().length() <= DecisionReader.REMARK_LENGTH_MAX, "has a short remark");
					requireKept(decision.remark());
				}
				case DecisionReader.Reading.Wrong(List<InputError> errors) -> requireTold(errors);
			}
		}

	},

	/**
	 * The lines are headers, the name before a colon; one without a colon has no value.
	 */
	HEADERS {

		private static final EventAuthenticator AUTHENTICATOR = new EventAuthenticator(new byte[32]);

		@Override
		void read(byte[] bytes) {
			Headers headers = new RecordHeaders();
			for (String line : new String(bytes, StandardCharsets.ISO_8859_1).split("\n")) {
				int colon = line.indexOf(':');
				headers.add((colon < 0) ? line : line.substring(0, colon),
						(colon < 0) ? null : line.substring(colon + 1).getBytes(StandardCharsets.ISO_8859_1));
			}
			ConsumerRecord<byte[], byte[]> event = new ConsumerRecord<>("topic", 0, 0, null, bytes);
			headers.forEach(event.headers()::add);
			require(!AUTHENTICATOR.isGenuine(event), "is not the engine's");
			AUTHENTICATOR.sign(event.headers(), event.key(), event.value());
			require(AUTHENTICATOR.isGenuine(event), "is the engine's once it is signed");
			RoutingHeaders routing = RoutingHeaders.readFrom(headers);
			if (routing != null) {
				Headers written = new RecordHeaders();
				routing.writeTo(written);
				require(routing.equals(RoutingHeaders.readFrom(written)), "is read back as it was");
			}
			Refusal refusal = Refusal.readFrom(headers);
			if (refusal != null) {
				require(refusal.equals(Refusal.readFrom(refusal.toEvent(null, bytes).headers())),
						"is read back as it was");
			}
			DeadLetter.Content content = DeadLetterEvent.contentOf(event);
			require(content == null || content.excerpt().length() <= COLUMN_OF_EXCERPTS, "has a short excerpt");
		}

	},

	STATEMENT_LINES {

		@Override
		void read(byte[] bytes) {
			StatementBody.read(bytes).forEach((line) -> {
				require(FieldRules.isClaimNo(line.claimNo()), "has a claim number");
				require(line.totalFen() >= 0 && line.totalFen() <= FieldRules.MAXIMUM_FEN, "has an amount");
			});
		}

	},

	REGISTRY {

		@Override
		void read(byte[] bytes) {
			try (Reader cities = text(bytes)) {
				Registry.of(RegistryCsv.readCities(cities, SOURCE), List.of());
			}
			catch (IOException | InvalidRegistryException ex) {
				requireOneLine(ex.getMessage(), LINE_MAX);
			}
			try (Reader hospitals = text(bytes)) {
				RegistryCsv.readHospitals(hospitals, SOURCE);
			}
			catch (IOException | InvalidRegistryException ex) {
				requireOneLine(ex.getMessage(), LINE_MAX);
			}
		}

	},

	CALENDAR {

		@Override
		void read(byte[] bytes) {
			try (Reader calendar = text(bytes)) {
				CalendarCsv.read(calendar, SOURCE);
			}
			catch (IOException | InvalidCalendarException ex) {
				requireOneLine(ex.getMessage(), LINE_MAX);
			}
		}

	},

	/** The first byte says how long the file is. */
	RANGES {

		@Override
		void read(byte[] bytes) {
			if (bytes.length > 0) {
				RangeHeader.read(new String(bytes, 1, bytes.length - 1, StandardCharsets.ISO_8859_1), bytes[0] & 0xFF);
			}
		}

	};

	private static final String SOURCE = "file.csv";

	private static final int COLUMN_OF_REASONS = 500;

	private static final int COLUMN_OF_POINTERS = 128;

	private static final int COLUMN_OF_EXCERPTS = 160;

	/** What an operator is told of a file. */
	private static final int LINE_MAX = 400;

	/**
	 * Decodes and sees whether what must hold does.
	 * @throws IllegalStateException if it does not
	 */
	abstract void read(byte[] bytes);

	/** Where its seeds are kept, under the test resources. */
	String folder() {
		return "fuzz-seeds/" + name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	private static Reader text(byte[] bytes) throws IOException {
		return TextFile.open(new DefaultResourceLoader() {

			@Override
			public Resource getResource(String location) {
				return new ByteArrayResource(bytes);
			}

		}, SOURCE);
	}

	private static void requireTold(List<InputError> errors) {
		require(!errors.isEmpty(), "has a reason");
		errors.forEach((error) -> {
			requireOneLine(error.message(), COLUMN_OF_REASONS);
			require(error.pointer().length() <= COLUMN_OF_POINTERS, "has a short pointer");
			requireKept(error.pointer());
		});
	}

	private static void requireIdentifier(String text) {
		require(text == null || text.matches("[!-~]{1,64}"), "is an identifier that can be shown");
	}

	private static void requireOneLine(String text, int lengthMax) {
		require(!text.isBlank() && text.length() <= lengthMax, "has one line of a few words");
		require(text.codePoints().noneMatch(Character::isISOControl), "has one line without control characters");
	}

	/** Both databases keep it as it is. */
	private static void requireKept(String text) {
		require(text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text), "can be kept");
	}

	private static void require(boolean holds, String what) {
		if (!holds) {
			throw new IllegalStateException("It does not hold that what was read " + what + ".");
		}
	}

}
