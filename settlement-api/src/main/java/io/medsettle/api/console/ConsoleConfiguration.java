package io.medsettle.api.console;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.servlet.i18n.LocaleChangeInterceptor;

/**
 * The page's language: the reader's choice, kept in a cookie, else what the browser asks
 * for, else English.
 */
@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration implements WebMvcConfigurer {

	private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.CHINESE);

	private static final Duration CHOICE_KEPT_FOR = Duration.ofDays(365);

	@Bean
	LocaleResolver localeResolver() {
		CookieLocaleResolver resolver = new CookieLocaleResolver("medsettle-language") {
			@Override
			protected Locale parseLocaleValue(String value) {
				return supported(ranges(value));
			}
		};
		resolver.setCookieMaxAge(CHOICE_KEPT_FOR);
		resolver.setCookieHttpOnly(true);
		resolver.setCookieSameSite("Lax");
		resolver.setDefaultLocaleFunction((request) -> {
			String accepted = request.getHeader("Accept-Language");
			return (accepted == null) ? Locale.ENGLISH : supported(ranges(accepted));
		});
		return resolver;
	}

	/**
	 * The description of the interface, for people.
	 */
	@Override
	public void addViewControllers(ViewControllerRegistry registry) {
		registry.addViewController("/interface").setViewName("console/interface");
	}

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		LocaleChangeInterceptor choice = new LanguageChoice();
		choice.setParamName("lang");
		registry.addInterceptor(choice).addPathPatterns("/");
	}

	private static Locale supported(List<Locale.LanguageRange> ranges) {
		Locale match = Locale.lookup(ranges, LANGUAGES);
		return (match != null) ? match : Locale.ENGLISH;
	}

	private static List<Locale.LanguageRange> ranges(String accepted) {
		try {
			return Locale.LanguageRange.parse(accepted);
		}
		catch (IllegalArgumentException ex) {
			return List.of();
		}
	}

	/**
	 * Takes whatever stands in the parameter, and makes one of the page's languages of
	 * it.
	 */
	private static final class LanguageChoice extends LocaleChangeInterceptor {

		@Override
		protected Locale parseLocaleValue(String value) {
			return supported(ranges(value));
		}

	}

}
