package io.medsettle.api.http;

import java.io.EOFException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.medsettle.core.problem.InputError;
import io.medsettle.core.problem.ProblemCode;
import jakarta.servlet.FilterChain;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.servlet.HandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("invariant-11")
class ProblemAdviceTests {

	private final ProblemAdvice advice = new ProblemAdvice();

	private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/v1/x/32050000012345");

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	private final Logger logger = (Logger) LoggerFactory.getLogger(ProblemAdvice.class);

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	@BeforeEach
	void listen() {
		this.log.start();
		this.logger.addAppender(this.log);
		this.logger.setAdditive(false);
	}

	@AfterEach
	void stopListening() {
		this.logger.detachAppender(this.log);
		this.logger.setAdditive(true);
	}

	@Test
	void callerMayComeAgainWhenTheDatabaseIsAway() {
		for (Exception failure : List.of(new CannotGetJdbcConnectionException("away"),
				new CannotCreateTransactionException("away"), new QueryTimeoutException("late"),
				// No caller has left here, though it looks like that.
				new TransactionSystemException("away", new SQLException("away", "08006", new EOFException())))) {
			ResponseEntity<Problem> answer = answer(failure);
			assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
			assertThat(answer.getHeaders().getFirst("Retry-After")).isEqualTo("5");
		}
	}

	@Test
	void bugIsLoggedUnderTheTraceIdAndToldToNobody() {
		this.request.addHeader("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
		this.request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/api/v1/x/{id}");
		ResponseEntity<Problem> answer = answer(new IllegalStateException("person 32050000012345 broke it"));

		assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR);
		assertThat(answer.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
		String json = JsonMapper.shared().writeValueAsString(answer.getBody());
		assertThat(json).contains("\"code\":\"INTERNAL\"", "\"traceId\":\"4bf92f3577b34da6a3ce929d0e0e4736\"")
			.doesNotContain("32050000012345", "IllegalState", "errors");
		assertThat(this.log.list).singleElement().satisfies((event) -> {
			assertThat(event.getFormattedMessage())
				.isEqualTo("GET /api/v1/x/{id} failed, traceId 4bf92f3577b34da6a3ce929d0e0e4736");
			assertThat(event.getThrowableProxy()).isNotNull();
		});
	}

	@Test
	void refusalIsNotLogged() {
		ResponseEntity<Problem> answer = answer(
				ProblemException.refused(List.of(new InputError("/claimNo", ProblemCode.INVALID_FIELD, "A rule."))));
		assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT);
		assertThat(Objects.requireNonNull(answer.getBody()).detail()).isEqualTo("A rule.");
		assertThat(this.log.list).isEmpty();
	}

	@Test
	void callerWhoHasLeftIsNotAnswered() {
		assertThat(this.advice.answer(new IOException("Broken pipe"), this.request, this.response)).isNull();
		assertThat(this.log.list).isEmpty();
	}

	@Test
	void answerThatHasBegunIsLeftAlone() {
		this.response.setCommitted(true);
		assertThat(this.advice.answer(new IllegalStateException(), this.request, this.response)).isNull();
		assertThat(this.log.list).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource(ProblemCode.class)
	void everyCodeHasAnErrorStatus(ProblemCode code) {
		assertThat(ProblemException.statusOf(code).isError()).isTrue();
		assertThat(ProblemException.statusOf(code).is5xxServerError()).isEqualTo(Set
			.of(ProblemCode.INTERNAL, ProblemCode.UNAVAILABLE, ProblemCode.FILE_DAMAGED, ProblemCode.AUDIT_UNAVAILABLE)
			.contains(code));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
			"00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
			"ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
			"00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
			"00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01" })
	void traceparentThatIsNoneIsReplaced(String traceparent) {
		this.request.addHeader("traceparent", traceparent);
		String traceId = TraceId.of(this.request);
		assertThat(traceId).matches("[0-9a-f]{32}").doesNotMatch("0{32}").doesNotStartWith("4bf92f3577b3");
		assertThat(TraceId.of(this.request)).isEqualTo(traceId);
	}

	@Test
	void everythingLoggedForARequestHasItsTraceId() throws Exception {
		FilterChain chain = (request, response) -> assertThat(MDC.get(TraceId.KEY)).isEqualTo(TraceId.of(this.request));
		new TraceFilter().doFilter(this.request, this.response, chain);
		assertThat(MDC.get(TraceId.KEY)).isNull();
	}

	private ResponseEntity<Problem> answer(Exception exception) {
		return Objects.requireNonNull(this.advice.answer(exception, this.request, this.response));
	}

}
