package io.medsettle.api.testing;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * People who have logged in at the console, as a browser would: each with cookies, and
 * the token that a page gives to what it sends.
 */
public final class Sessions {

	private static final Pattern IN_FORM = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

	private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private static final Map<String, Session> KNOWN = new ConcurrentHashMap<>();

	private Sessions() {
	}

	/** Somebody of the profile demo, logged in once for all tests. */
	public static Session of(String baseUrl, String username) {
		return KNOWN.computeIfAbsent(baseUrl + " " + username, (key) -> logIn(baseUrl, username, "demo"));
	}

	/**
	 * Logs in.
	 * @throws IllegalStateException if that is refused
	 */
	public static Session logIn(String baseUrl, String username, String password) {
		Map<String, String> cookies = new TreeMap<>();
		String csrf = csrf(send(request(baseUrl, "/login", cookies), cookies));
		HttpResponse<String> answer = send(
				request(baseUrl, "/login", cookies).header("Content-Type", "application/x-www-form-urlencoded")
					.POST(BodyPublishers
						.ofString("username=" + username + "&password=" + password + "&_csrf=" + encoded(csrf))),
				cookies);
		String location = answer.headers().firstValue("Location").orElse("");
		if (answer.statusCode() != 302 || location.contains("error")) {
			throw new IllegalStateException("Logging in is answered " + answer.statusCode() + " " + location);
		}
		return new Session(cookies, csrf(send(request(baseUrl, "/", cookies), cookies)));
	}

	private static HttpRequest.Builder request(String baseUrl, String path, Map<String, String> cookies) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl + path));
		return cookies.isEmpty() ? request : request.header("Cookie", cookieHeader(cookies));
	}

	private static HttpResponse<String> send(HttpRequest.Builder request, Map<String, String> cookies) {
		try {
			HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
			for (String cookie : answer.headers().allValues("Set-Cookie")) {
				String[] parts = cookie.split(";", 2)[0].split("=", 2);
				if (parts[1].isEmpty()) {
					cookies.remove(parts[0]);
				}
				else {
					cookies.put(parts[0], parts[1]);
				}
			}
			return answer;
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static String csrf(HttpResponse<String> page) {
		Matcher matcher = IN_FORM.matcher(page.body());
		if (!matcher.find()) {
			throw new IllegalStateException("The page has no form: " + page.statusCode() + " " + page.body());
		}
		return matcher.group(1);
	}

	private static String cookieHeader(Map<String, String> cookies) {
		StringBuilder header = new StringBuilder();
		cookies.forEach(
				(name, value) -> header.append(header.isEmpty() ? "" : "; ").append(name).append('=').append(value));
		return header.toString();
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	/**
	 * Somebody who has logged in.
	 *
	 * @param cookies by name
	 * @param csrf what the page's requests send as X-XSRF-TOKEN
	 */
	public record Session(Map<String, String> cookies, String csrf) {

		public String cookie() {
			return cookieHeader(this.cookies);
		}

	}

}
