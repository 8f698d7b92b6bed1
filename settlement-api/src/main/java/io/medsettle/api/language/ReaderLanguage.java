package io.medsettle.api.language;

import java.util.Collections;
import java.util.List;
import java.util.Locale;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpHeaders;

/**
 * The language that the reader of an answer prefers (RFC 9110, {@code Accept-Language}):
 * English, unless Chinese is preferred to it.
 */
public final class ReaderLanguage {

	private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.CHINESE);

	private ReaderLanguage() {
	}

	/**
	 * What a request asks for.
	 */
	public static Locale of(HttpServletRequest request) {
		return preferred(String.join(",", Collections.list(request.getHeaders(HttpHeaders.ACCEPT_LANGUAGE))));
	}

	/**
	 * The first language of a list of ranges that the engine has; English if there is
	 * none, or no such list.
	 */
	public static Locale preferred(String ranges) {
		try {
			Locale match = Locale.lookup(Locale.LanguageRange.parse(ranges), LANGUAGES);
			return (match != null) ? match : Locale.ENGLISH;
		}
		catch (IllegalArgumentException ex) {
			return Locale.ENGLISH;
		}
	}

	/**
	 * What the engine has to say, in the language of the request that this thread
	 * answers.
	 */
	public static String say(String english) {
		return say(english, LocaleContextHolder.getLocale());
	}

	/**
	 * What the engine has to say, in a language. What others have written stays as it is.
	 */
	public static String say(String english, Locale language) {
		return isChinese(language) ? Sentences.CHINESE.translate(english) : english;
	}

	/**
	 * Tells caches and readers in which language a request is answered.
	 */
	public static void declare(HttpServletRequest request, HttpServletResponse response) {
		response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
		response.setHeader(HttpHeaders.CONTENT_LANGUAGE, isChinese(of(request)) ? "zh-CN" : "en");
	}

	private static boolean isChinese(Locale language) {
		return language.getLanguage().equals(Locale.CHINESE.getLanguage());
	}

}
