package io.medsettle.api.console;

import java.time.Duration;
import java.util.Locale;

import io.medsettle.api.language.ReaderLanguage;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.SimpleLocaleContext;
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

	private static final Duration CHOICE_KEPT_FOR = Duration.ofDays(365);

	@Bean
	LocaleResolver localeResolver() {
		CookieLocaleResolver resolver = new CookieLocaleResolver("medsettle-language") {
			@Override
			public LocaleContext resolveLocaleContext(HttpServletRequest request) {
				return isPage(request) ? super.resolveLocaleContext(request)
						: new SimpleLocaleContext(ReaderLanguage.of(request));
			}

			@Override
			protected Locale parseLocaleValue(String value) {
				return ReaderLanguage.preferred(value);
			}
		};
		resolver.setCookieMaxAge(CHOICE_KEPT_FOR);
		resolver.setCookieHttpOnly(true);
		resolver.setCookieSameSite("Lax");
		resolver.setDefaultLocaleFunction(ReaderLanguage::of);
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

	/** What a program is told follows from its request alone. */
	private static boolean isPage(HttpServletRequest request) {
		return !request.getRequestURI().startsWith("/api/");
	}

	/**
	 * Takes whatever stands in the parameter, and makes one of the page's languages of
	 * it.
	 */
	private static final class LanguageChoice extends LocaleChangeInterceptor {

		@Override
		protected Locale parseLocaleValue(String value) {
			return ReaderLanguage.preferred(value);
		}

	}

}
