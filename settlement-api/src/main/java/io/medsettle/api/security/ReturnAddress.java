package io.medsettle.api.security;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.security.web.savedrequest.CookieRequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.web.util.WebUtils;

/**
 * The page that somebody wanted to see who has to log in first. It is kept in a cookie,
 * which anybody may have written: only what is a page of the console leads back there,
 * anything else is as if there were none.
 */
class ReturnAddress extends CookieRequestCache {

	private static final String COOKIE = "REDIRECT_URI";

	private static final String PATH = "/(console/(claims|breaks/[\\w.-]+))?";

	private static final Predicate<String> PAGE = Pattern.compile(PATH).asMatchPredicate();

	private static final Predicate<String> ADDRESS = Pattern.compile(PATH + "([?][\\w.~%&=+:-]*)?").asMatchPredicate();

	ReturnAddress() {
		setRequestMatcher((request) -> HttpMethod.GET.matches(request.getMethod()) && PAGE.test(request.getRequestURI())
				&& !PageRefusal.isPartOfAPage(request));
	}

	@Override
	public @Nullable SavedRequest getRequest(HttpServletRequest request, HttpServletResponse response) {
		Cookie cookie = WebUtils.getCookie(request, COOKIE);
		return (cookie != null && isAPage(cookie.getValue())) ? super.getRequest(request, response) : null;
	}

	/**
	 * Forgets the address once it is asked for, and nothing else: a request that was put
	 * back in its place would have lost its headers, and so its language.
	 */
	@Override
	public @Nullable HttpServletRequest getMatchingRequest(HttpServletRequest request, HttpServletResponse response) {
		super.getMatchingRequest(request, response);
		return null;
	}

	private static boolean isAPage(String written) {
		try {
			return ADDRESS.test(new String(Base64.getDecoder().decode(written), StandardCharsets.UTF_8));
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

}
