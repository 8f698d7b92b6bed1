package io.medsettle.api.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.EngineClient;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.HttpCaller.Answer;
import io.medsettle.api.testing.RawCaller;
import io.medsettle.api.testing.RawCaller.RawAnswer;
import io.medsettle.api.testing.SampleClaim;
import io.medsettle.api.testing.Sessions;
import io.medsettle.api.testing.SharedEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests as no client of good will sends them. Each gets a clear answer, and none a
 * line in the log.
 */
@Tag("invariant-12")
@ExtendWith(SharedEngine.class)
class RequestGuardIT {

	private static final String BATCH = "/api/v1/claims/batch";

	private static final String NDJSON = "application/x-ndjson";

	private static final String CONFIRM = "/api/v1/clearing-days/2000-01-01/confirm";

	private static final int MIB = 1024 * 1024;

	private static final Duration SLOW_IS_CUT_OFF_WITHIN = Duration.ofSeconds(60);

	private static HttpCaller http;

	private static RawCaller raw;

	private static String engineUrl;

	private static String day;

	private static String close;

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	@BeforeAll
	static void call(Engine engine) {
		http = new HttpCaller(engine.baseUrl());
		raw = new RawCaller(engine.baseUrl());
		engineUrl = engine.baseUrl();
		day = new EngineClient(engine.baseUrl()).currentDay().toString();
		close = "/api/v1/clearing-days/" + day + "/close";
	}

	@BeforeEach
	void listen() {
		this.log.start();
		((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(this.log);
	}

	@AfterEach
	void nothingIsLogged() {
		((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(this.log);
		assertThat(List.copyOf(this.log.list)).filteredOn((event) -> event.getLevel().isGreaterOrEqual(Level.WARN))
			.extracting(ILoggingEvent::getFormattedMessage)
			.isEmpty();
	}

	/**
	 * It can send the cookies of somebody's session, and nothing that a page was given.
	 */
	@Test
	void pageOfAnotherSiteChangesNothing() {
		String page = "POST " + close.replace("/api/v1/clearing-", "/console/") + " HTTP/1.1";
		String cookie = "Cookie: " + Sessions.of(engineUrl, "operator").cookie();
		for (String token : List.of("X-XSRF-TOKEN: x", "X-XSRF-TOKEN: ")) {
			RawAnswer answer = send(page, "HX-Request: true", token);
			assertThat(answer.status()).as(answer::toString).isEqualTo(403);
			assertThat(answer.json().get("code").asString()).isEqualTo("CROSS_SITE");
			// The page is loaded anew, and can go on.
			assertThat(answer.header("HX-Refresh")).isEqualTo("true");
		}
		for (String path : List.of(close, "/api/v1/claims", CONFIRM)) {
			RawAnswer answer = send("POST " + path + " HTTP/1.1", cookie, "Authorization: Basic b3BlcmF0b3I6ZGVtbw==");
			assertThat(answer.status()).as("%s %s", path, answer).isEqualTo(401);
			assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
		}
		assertThat(http.get(close.replace("/close", "")).json().get("state").asString()).isEqualTo("OPEN");
	}

	@Test
	void moreThanAThousandParametersAreRefused() {
		String many = IntStream.range(0, 1100).mapToObj((number) -> "a=" + number).collect(Collectors.joining("&"));
		for (String path : List.of("/api/v1/breaks", "/api/v1/clearing-days", "/")) {
			Answer answer = http.get(path + "?" + many);
			assertThat(answer.status()).as(answer::toString).isEqualTo(400);
			assertThat(answer.json().get("code").asString()).isEqualTo("INVALID_REQUEST");
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 17, 30, 300 })
	void whatIsTooLongInTheHeadIsNamed(int kilobytes) {
		String text = "x".repeat(kilobytes * 1024);
		RawAnswer header = send("GET /api/v1/runs HTTP/1.1", "X-Long: " + text);
		assertThat(header.status()).as(header::toString).isEqualTo(431);
		assertThat(header.json().get("code").asString()).isEqualTo("TOO_LARGE");
		RawAnswer address = send("GET /api/v1/runs?x=" + text + " HTTP/1.1");
		assertThat(address.status()).as(address::toString).isEqualTo(414);
		assertThat(address.json().get("code").asString()).isEqualTo("TOO_LARGE");
	}

	@Test
	void whatTheServerDoesNotKnowIsTheCallersError() {
		RawAnswer encoding = send("POST /api/v1/claims HTTP/1.1", "Transfer-Encoding: other");
		RawAnswer version = send("GET /api/v1/runs HTTP/9.9");
		assertThat(List.of(encoding.status(), version.status())).containsExactly(501, 505);
		for (RawAnswer answer : List.of(encoding, version)) {
			assertThat(answer.json().get("status").asInt()).as(answer::toString).isEqualTo(answer.status());
			assertThat(answer.json().get("code").asString()).isEqualTo("INVALID_REQUEST");
		}
	}

	@Test
	void littleThatUnpacksToMuchCostsLittle() throws IOException {
		for (String repeated : List.of("\n", " ", "{}\n", "\r\n")) {
			byte[] packed = packed(repeated.repeat(MIB / repeated.length()), 100);
			long startNanos = System.nanoTime();
			for (String path : List.of(BATCH, "/api/v1/statements/H31000000001/" + day + "/lines")) {
				Answer answer = http.post(path, NDJSON, packed, "Content-Encoding", "gzip");
				assertThat(answer.status()).as(answer::toString).isEqualTo(413);
				assertThat(answer.json().get("code").asString()).isEqualTo("TOO_LARGE");
			}
			assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).as(repeated)
				.isLessThan(Duration.ofSeconds(20));
		}
	}

	@Test
	void emptyStreamsOneBehindTheOther() throws IOException {
		byte[] empty = HttpCaller.gzip(new byte[0]);
		ByteArrayOutputStream many = new ByteArrayOutputStream();
		for (int i = 0; i < 50_000; i++) {
			many.write(empty);
		}
		Answer answer = http.post(BATCH, NDJSON, many.toByteArray(), "Content-Encoding", "gzip");
		assertThat(answer.status()).as(answer::toString).isIn(400, 413);
		ByteArrayOutputStream two = new ByteArrayOutputStream();
		two.write(HttpCaller.gzip((SampleClaim.settlement() + "\n").getBytes(StandardCharsets.UTF_8)));
		two.write(empty);
		two.write(HttpCaller.gzip((SampleClaim.settlement() + "\n").getBytes(StandardCharsets.UTF_8)));
		assertThat(
				http.post(BATCH, NDJSON, two.toByteArray(), "Content-Encoding", "gzip").json().get("received").asInt())
			.isEqualTo(2);
	}

	@Test
	void slowSendersAreCutOff() throws Exception {
		List<SlowSender> senders = new ArrayList<>();
		for (String path : List.of("/api/v1/claims", BATCH, CONFIRM, "/none", close)) {
			senders.add(new SlowSender(path, path.equals(BATCH) ? NDJSON : "application/json"));
		}
		long startNanos = System.nanoTime();
		while (!senders.stream().allMatch(SlowSender::isCutOff)) {
			assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).as(senders::toString)
				.isLessThan(SLOW_IS_CUT_OFF_WITHIN);
			Thread.sleep(1000);
			senders.forEach(SlowSender::sendOne);
		}
		assertThat(senders).extracting(SlowSender::status).containsExactly("408", "408", "408", "403", "408");
	}

	private static byte[] packed(String text, int times) throws IOException {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		ByteArrayOutputStream packed = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
			for (int i = 0; i < times; i++) {
				gzip.write(bytes);
			}
		}
		return packed.toByteArray();
	}

	private static RawAnswer send(String requestLine, String... headers) {
		return raw.send(requestLine, List.of(headers), new byte[0]);
	}

	/**
	 * Announces a kilobyte and sends it byte by byte.
	 */
	private static final class SlowSender {

		private final Socket socket;

		private final StringBuilder answer = new StringBuilder();

		private boolean cutOff;

		SlowSender(String path, String type) throws IOException {
			this.socket = raw.connect();
			this.socket.setSoTimeout(1);
			this.socket.getOutputStream()
				.write(("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: " + type + "\r\n"
						+ raw.authorization("POST " + path, new byte[0]) + "Content-Length: 1024\r\n\r\n{")
					.getBytes(StandardCharsets.UTF_8));
		}

		void sendOne() {
			if (this.cutOff) {
				return;
			}
			try {
				int read;
				try {
					while ((read = this.socket.getInputStream().read()) >= 0) {
						this.answer.append((char) read);
					}
					this.cutOff = true;
					this.socket.close();
				}
				catch (SocketTimeoutException ex) {
					this.socket.getOutputStream().write(' ');
				}
			}
			catch (IOException ex) {
				this.cutOff = true;
			}
		}

		boolean isCutOff() {
			return this.cutOff;
		}

		String status() {
			return (this.answer.length() > 12) ? this.answer.substring(9, 12) : "";
		}

		@Override
		public String toString() {
			return this.cutOff + " " + this.answer;
		}

	}

}
