package io.medsettle.api.console;

import java.util.Locale;

import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * The page where people log in.
 */
@Controller
@ConditionalOnRole(Role.API)
class LoginController {

	@GetMapping("/login")
	String login(Model model, Locale locale) {
		model.addAttribute("language", locale.getLanguage());
		return "console/login";
	}

}
