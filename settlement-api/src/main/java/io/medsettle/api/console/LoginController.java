package io.medsettle.api.console;

import java.util.Locale;

import io.medsettle.api.provider.Providers;
import io.medsettle.api.provider.UnlinkedException;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.web.WebAttributes;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;

/**
 * The page where people log in.
 */
@Controller
@ConditionalOnRole(Role.API)
class LoginController {

	private final Providers providers;

	LoginController(Providers providers) {
		this.providers = providers;
	}

	/**
	 * Shows it.
	 * @param failure why a login at another provider has come to nothing
	 */
	@GetMapping("/login")
	String login(Model model, Locale locale, @RequestAttribute(name = WebAttributes.AUTHENTICATION_EXCEPTION,
			required = false) @Nullable AuthenticationException failure) {
		model.addAttribute("language", locale.getLanguage());
		model.addAttribute("providers", this.providers.logins());
		if (failure instanceof UnlinkedException unlinked) {
			model.addAttribute("unlinked", unlinked);
		}
		else if (failure != null) {
			model.addAttribute("failed", isAway(failure) ? "login.provider.away" : "login.provider.failed");
		}
		return "console/login";
	}

	private static boolean isAway(AuthenticationException failure) {
		return failure instanceof OAuth2AuthenticationException known
				&& OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE.equals(known.getError().getErrorCode());
	}

}
