package io.medsettle.api.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import io.medsettle.core.problem.ProblemCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.coyote.CloseNowException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * What holds for every request that may change something, whatever it asks for: a body
 * must be sent at a pace, and what nobody has read of it is not waited for for long.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class RequestGuard extends OncePerRequestFilter {

	private static final Logger log = LoggerFactory.getLogger(RequestGuard.class);

	private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");

	/** Where bodies are forms: where OAuth 2 says so, and where pages send them. */
	private static final Pattern FORMS = Pattern.compile("/oauth2/token|/login|/logout|/console/.*");

	/**
	 * A caller that sends while it is refused may never see the answer if the connection
	 * ends before all is read.
	 */
	private static final Duration REST_READ_FOR = Duration.ofSeconds(10);

	private static final int REST_BYTES_MAX = 64 * 1024 * 1024;

	private static final int BUFFER_BYTES = 16 * 1024;

	private final Duration patience;

	private final ProblemAnswer answer;

	/**
	 * @param patience how long a caller may pause in the middle of a request
	 */
	RequestGuard(@Value("${server.tomcat.connection-timeout:20s}") Duration patience, ProblemAnswer answer) {
		this.patience = patience;
		this.answer = answer;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (SAFE_METHODS.contains(request.getMethod()) && !hasBody(request)) {
			chain.doFilter(request, response);
			return;
		}
		BodiedRequest guarded = new BodiedRequest(request, this.patience);
		ProblemException problem = problem(request);
		if (problem == null) {
			chain.doFilter(guarded, response);
		}
		else {
			this.answer.write(problem, guarded, response);
		}
		if (hasBody(request) && !request.isAsyncStarted()) {
			readRest(guarded, response);
		}
	}

	private static @Nullable ProblemException problem(HttpServletRequest request) {
		for (String header : List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.CONTENT_ENCODING)) {
			if (Collections.list(request.getHeaders(header)).size() > 1) {
				return ProblemException.of(ProblemCode.INVALID_REQUEST,
						"The header " + header + " stands more than once.");
			}
		}
		if (hasBody(request) && isForm(request.getContentType()) && !isWhereFormsGo(request)) {
			// The server would read it by itself, before anybody could say how much of
			// it; where forms go, settings say how much.
			return ProblemException.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, ProblemCode.INVALID_REQUEST,
					"No address of the interface takes a form; bodies are JSON.");
		}
		return null;
	}

	private static boolean isForm(@Nullable String contentType) {
		String type = (contentType != null) ? contentType.strip().toLowerCase(Locale.ROOT) : "";
		return type.startsWith("application/x-www-form-urlencoded") || type.startsWith("multipart/");
	}

	private static boolean isWhereFormsGo(HttpServletRequest request) {
		return FORMS.matcher(request.getRequestURI()).matches()
				&& !String.valueOf(request.getContentType()).strip().toLowerCase(Locale.ROOT).startsWith("multipart/");
	}

	private static boolean hasBody(HttpServletRequest request) {
		return request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
	}

	/**
	 * Answers, and then reads what is left of the body, for a while. Left to itself, the
	 * server would wait for it as long as a byte comes now and then.
	 */
	private static void readRest(BodiedRequest request, HttpServletResponse response) throws IOException {
		if (request.body().isFinished()) {
			return;
		}
		if (request.getHeader(HttpHeaders.EXPECT) != null || request.getAttribute(ErrorPage.PROBLEM) != null) {
			// Who asks first has not sent anything; and the error page has its turn after
			// this.
			return;
		}
		response.flushBuffer();
		byte[] buffer = new byte[BUFFER_BYTES];
		long startNanos = System.nanoTime();
		long rest = 0;
		try {
			while (System.nanoTime() - startNanos < REST_READ_FOR.toNanos() && rest < REST_BYTES_MAX) {
				int read = request.body().read(buffer, 0, buffer.length);
				if (read < 0) {
					return;
				}
				rest += read;
			}
		}
		catch (IOException ex) {
			log.debug("The rest of a body did not come", ex);
		}
		response.getOutputStream().close();
		throw new CloseNowException("The rest of the body is not waited for.");
	}

	/**
	 * A request whose body has to keep its pace, whoever reads it.
	 */
	private static final class BodiedRequest extends HttpServletRequestWrapper {

		private final Duration patience;

		private @Nullable PacedBody body;

		BodiedRequest(HttpServletRequest request, Duration patience) {
			super(request);
			this.patience = patience;
		}

		@Override
		public ServletInputStream getInputStream() throws IOException {
			return body();
		}

		@Override
		public BufferedReader getReader() throws IOException {
			return new BufferedReader(new InputStreamReader(body(), StandardCharsets.UTF_8));
		}

		PacedBody body() throws IOException {
			PacedBody opened = this.body;
			if (opened == null) {
				opened = new PacedBody(super.getInputStream(), this.patience);
				this.body = opened;
			}
			return opened;
		}

	}

}
