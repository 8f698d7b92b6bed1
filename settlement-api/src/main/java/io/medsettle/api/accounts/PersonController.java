package io.medsettle.api.accounts;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medsettle.api.access.AccessRole;
import io.medsettle.api.access.People;
import io.medsettle.api.access.Person;
import io.medsettle.api.access.SecretEncoder;
import io.medsettle.api.http.JsonBody;
import io.medsettle.api.http.ProblemException;
import io.medsettle.core.problem.JsonFields;
import io.medsettle.core.problem.ProblemCode;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The people who log in at the console. Nobody is deleted, and no name is given twice:
 * what somebody has done stays theirs.
 */
@RestController
@RequestMapping(path = "/api/v1/access/people", produces = MediaType.APPLICATION_JSON_VALUE)
@ConditionalOnRole(Role.API)
@Tag(name = "Operators")
@ApiResponse(responseCode = "404", ref = "NotFound")
class PersonController {

	private static final String NAME = "The user name.";

	private static final int SUBJECT_LENGTH_MAX = 255;

	private static final int ISSUER_LENGTH_MAX = 500;

	private final People people;

	private final AccountFields accounts;

	private final PasswordEncoder encoder;

	private final AccountChanges changes;

	private final Clock clock;

	PersonController(People people, AccountFields accounts, PasswordEncoder encoder, AccountChanges changes,
			Clock clock) {
		this.changes = changes;
		this.people = people;
		this.accounts = accounts;
		this.encoder = encoder;
		this.clock = clock;
	}

	@Operation(operationId = "listPeople", summary = "The people who log in",
			description = "By user name, those who are disabled included.")
	@ApiResponse(responseCode = "200", description = "All of them.")
	@GetMapping
	PersonList list() {
		return new PersonList(this.people.list().stream().map(PersonView::of).toList());
	}

	@Operation(operationId = "addPerson", summary = "Add somebody who logs in",
			description = "The answer has a password, which is shown this once and kept nowhere. They change it themselves.")
	@RequestBody(required = true, content = @Content(schema = @Schema(implementation = NewPerson.class)))
	@ApiResponse(responseCode = "201", description = "They can log in.")
	@ApiResponse(responseCode = "409", ref = "Conflict")
	@ApiResponse(responseCode = "422", ref = "Problem")
	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	@ResponseStatus(HttpStatus.CREATED)
	Password add(HttpServletRequest request) {
		JsonFields fields = JsonBody.read(request);
		String username = this.accounts.name(fields, "username");
		AccessRole role = this.accounts.role(fields);
		String organisation = this.accounts.organisation(fields, role);
		JsonBody.requireSound(fields);
		String password = SecretEncoder.newSecret();
		boolean added = this.changes.make("PERSON_ADDED", "PERSON", username, role + " " + organisation,
				() -> this.people.add(List.of(new Person(username, this.encoder.encode(password),
						Set.of(Objects.requireNonNull(role)), organisation, null, Instant.EPOCH))) == 1);
		if (!added) {
			throw ProblemException.of(ProblemCode.ACCOUNT_TAKEN, "There is a person of this name, or was one.");
		}
		return new Password(username, password);
	}

	@Operation(operationId = "resetPassword", summary = "Give somebody a new password",
			description = "They are logged out everywhere within a minute. No body is needed.")
	@ApiResponse(responseCode = "200", description = "The new password, which is shown this once.")
	@PostMapping("/{username}/password")
	Password resetPassword(@Parameter(description = NAME) @PathVariable String username, HttpServletRequest request) {
		JsonBody.requireNoneOrJson(request);
		String password = SecretEncoder.newSecret();
		change("PASSWORD_RESET", username,
				(person) -> person.withPassword(this.encoder.encode(password), this.clock.instant()));
		return new Password(username, password);
	}

	@Operation(operationId = "logOutPerson", summary = "Log somebody out everywhere",
			description = "Every session of theirs is dead within a minute. No body is needed.")
	@ApiResponse(responseCode = "200", description = "They have to log in again.")
	@PostMapping("/{username}/log-out")
	PersonView logOut(@Parameter(description = NAME) @PathVariable String username, HttpServletRequest request) {
		JsonBody.requireNoneOrJson(request);
		return PersonView.of(change("PERSON_LOGGED_OUT", username, (person) -> person.loggedOut(this.clock.instant())));
	}

	@Operation(operationId = "disablePerson", summary = "Disable somebody for good",
			description = "They are logged out everywhere within a minute, and log in no more. No body is needed.")
	@ApiResponse(responseCode = "200", description = "They are disabled.")
	@PostMapping("/{username}/disable")
	PersonView disable(@Parameter(description = NAME) @PathVariable String username, HttpServletRequest request) {
		JsonBody.requireNoneOrJson(request);
		return PersonView.of(change("PERSON_DISABLED", username, (person) -> person.disabled(this.clock.instant())));
	}

	@Operation(operationId = "changeRole", summary = "Change what somebody may do",
			description = "They are logged out everywhere within a minute, and have the new role when they log in again.")
	@RequestBody(required = true, content = @Content(schema = @Schema(implementation = NewRole.class)))
	@ApiResponse(responseCode = "200", description = "They have the new role.")
	@ApiResponse(responseCode = "422", ref = "Problem")
	@PostMapping(path = "/{username}/role", consumes = MediaType.APPLICATION_JSON_VALUE)
	PersonView changeRole(@Parameter(description = NAME) @PathVariable String username, HttpServletRequest request) {
		JsonFields fields = JsonBody.read(request);
		AccessRole role = this.accounts.role(fields);
		String organisation = this.accounts.organisation(fields, role);
		JsonBody.requireSound(fields);
		return PersonView.of(change("ROLE_CHANGED", username,
				(person) -> person.withRole(Objects.requireNonNull(role), organisation, this.clock.instant())));
	}

	@Operation(operationId = "linkPerson", summary = "Say whom another provider means",
			description = """
					Somebody who logs in at another OpenID provider is known by its issuer and subject alone: nothing that people \
					can change themselves makes anybody somebody here. Whoever was linked to another before is logged out everywhere.""")
	@RequestBody(required = true, content = @Content(schema = @Schema(implementation = Link.class)))
	@ApiResponse(responseCode = "200", description = "They are linked.")
	@ApiResponse(responseCode = "409", ref = "Conflict")
	@ApiResponse(responseCode = "422", ref = "Problem")
	@PostMapping(path = "/{username}/link", consumes = MediaType.APPLICATION_JSON_VALUE)
	PersonView link(@Parameter(description = NAME) @PathVariable String username, HttpServletRequest request) {
		JsonFields fields = JsonBody.read(request);
		String issuer = fields.text("issuer",
				(text) -> text.length() <= ISSUER_LENGTH_MAX && text.matches("https?://[!-~]+"),
				"The field issuer must be an http address of at most " + ISSUER_LENGTH_MAX + " characters.");
		String subject = fields.text("subject", (text) -> text.length() <= SUBJECT_LENGTH_MAX && text.matches("[!-~]+"),
				"The field subject must be at most " + SUBJECT_LENGTH_MAX + " visible ASCII characters.");
		JsonBody.requireSound(fields);
		Person person = find(username);
		if (!this.changes.make("PERSON_LINKED", "PERSON", username, issuer + " " + subject,
				() -> this.people.link(username, issuer, subject))) {
			throw ProblemException.of(ProblemCode.ACCOUNT_TAKEN, "Somebody else is linked to this issuer and subject.");
		}
		return PersonView.of(person);
	}

	private Person change(String act, String username, UnaryOperator<Person> change) {
		Person changed = change.apply(find(username));
		this.changes.make(act, "PERSON", username, changed.roles() + " " + changed.organisation(), () -> {
			this.people.change(changed);
			return true;
		});
		return changed;
	}

	private Person find(String username) {
		return this.people.find(username)
			.orElseThrow(() -> ProblemException.notFound("There is no person of this name."));
	}

	/**
	 * What an operator sends to add somebody.
	 */
	@Schema(name = "NewPerson", requiredProperties = { "username", "role" })
	record NewPerson(
			@Schema(description = "Never given to another.", pattern = AccountFields.NAME_PATTERN,
					example = "li.wei") String username,
			@Schema(description = "What they may do.") AccessRole role,
			@Schema(description = "For HOSPITAL and BUREAU: the code of the hospital or city.",
					pattern = AccountFields.ORGANISATION_PATTERN, example = "310000") @Nullable String organisation) {
	}

	/**
	 * What an operator sends to change what somebody may do.
	 */
	@Schema(name = "NewRole", requiredProperties = "role")
	record NewRole(@Schema(description = "What they may do.") AccessRole role,
			@Schema(description = "For HOSPITAL and BUREAU: the code of the hospital or city.",
					pattern = AccountFields.ORGANISATION_PATTERN, example = "310000") @Nullable String organisation) {
	}

	/**
	 * Whom another provider means.
	 */
	@Schema(name = "PersonLink", requiredProperties = { "issuer", "subject" })
	record Link(
			@Schema(description = "The provider's iss.", example = "https://id.example/realms/bureaus",
					pattern = "^https?://[!-~]+$", maxLength = ISSUER_LENGTH_MAX) String issuer,
			@Schema(description = "The person's sub there.", example = "7d1f5b52-6f0e-4a41-9d3f-0a1b2c3d4e5f",
					pattern = "^[!-~]+$", maxLength = SUBJECT_LENGTH_MAX) String subject) {
	}

	/**
	 * A password that is shown once.
	 */
	@Schema(name = "NewPassword")
	record Password(@Schema(description = "Whose it is.") String username,
			@Schema(description = "256 random bits; to be changed.") String password) {
	}

	/**
	 * The people.
	 */
	record PersonList(List<PersonView> people) {
	}

	/**
	 * Somebody who logs in, without their password.
	 */
	@JsonInclude(JsonInclude.Include.NON_EMPTY)
	@Schema(name = "Person", description = "Somebody who logs in at the console.")
	record PersonView(@Schema(description = "Never given to another.") String username,
			@Schema(description = "What they may do.") Set<AccessRole> roles,
			@Schema(description = "The code of their hospital or city; absent for the region.") String organisation,
			@Schema(description = "From it on they log in no more; absent if they do.") @Nullable Instant disabledAt) {

		static PersonView of(Person person) {
			return new PersonView(person.username(), person.roles(), person.organisation(), person.disabledAt());
		}

	}

}
