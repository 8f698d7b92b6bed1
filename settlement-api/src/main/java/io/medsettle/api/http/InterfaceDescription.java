package io.medsettle.api.http;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

import io.medsettle.core.claim.FieldRules;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.converter.ResolvedSchema;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.customizers.OpenApiCustomizer;

import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;

/**
 * Title, readers and problems of the interface.
 */
@Configuration(proxyBeanMethods = false)
class InterfaceDescription {

	private static final String DESCRIPTION = """
			Settles out-of-area outpatient care between cities.

			Amounts are whole fen; times are ISO 8601 with an offset; days are clearing days, written as 2026-11-20. \
			Query parameters and fields that are not described are ignored. Lists that grow are given in pages: \
			`limit` says how long a page may be, and `before` takes the `next` of the page before.

			Bodies are JSON in UTF-8, or one JSON object a line where that is said; each has a limit, and must be sent \
			at 1 KiB a second at least.

			Every call needs a token, which a client gets at `/oauth2/token` with its id and secret \
			(`grant_type=client_credentials`) and sends as `Authorization: Bearer`. It lives ten minutes. Without one that \
			counts the answer is 401; what a role may never do is 403; what is another organisation's is 404, as if it were \
			not there. Each operation says which roles may use it. An organisation that asks for more than it may is answered \
			429 and told by `Retry-After` when to come back.

			Every error is a problem (RFC 9457). `code` and `remedy` come from a fixed catalogue, to which codes may \
			be added; `traceId` names the request in the engine's log and is taken from `traceparent` if that is \
			sent. When it is the input that is wrong, `errors` lists everything that is, with a JSON pointer into \
			the body, or a slash and the name of the parameter.

			Sentences (of problems, of lines that are refused, of claims that were, of breaks and of dead letters) are in \
			Chinese where `Accept-Language` prefers it to English, such as `zh-CN`; `Content-Language` says in which \
			language an answer is. Codes, names, pointers and numbers are the same in both.""";

	static {
		// Who calls is told by the token.
		SpringDocUtils.getConfig()
			.addAnnotationsToIgnore(AuthenticationPrincipal.class)
			.addRequestWrapperToIgnore(Authentication.class);
	}

	@Bean
	OpenAPI openApi() {
		return new OpenAPI().info(new Info().title("Medsettle").version("v1").description(DESCRIPTION))
			// Relative: right behind whatever address the document was fetched from.
			.servers(List.of(new Server().url("/")))
			.tags(List.of(new Tag().name("Hospitals").description("Submit claims and follow them."),
					new Tag().name("Bureaus")
						.description("Clearing days, positions, clearing files, breaks and the calendar."),
					new Tag().name("Operators").description("Close days, watch the night, look at dead letters.")))
			.components(components());
	}

	/**
	 * What no annotation can say of the parts of the fund: how they are named, and how
	 * much each can be.
	 */
	@Bean
	OpenApiCustomizer fundLimits() {
		return (description) -> {
			Schema<?> claim = description.getComponents().getSchemas().get("Claim");
			if (claim != null) {
				Schema<?> funds = Objects.requireNonNull(claim.getProperties().get("funds"));
				funds.setPropertyNames(new Schema<>().pattern(FieldRules.FUND_NAME_PATTERN));
				funds.setAdditionalProperties(new IntegerSchema().format("int64")
					.minimum(BigDecimal.ZERO)
					.maximum(BigDecimal.valueOf(FieldRules.MAXIMUM_FEN)));
			}
		};
	}

	/**
	 * Describes the fields that do not describe themselves: by the name of their type and
	 * their own, or by their own name, which means the same everywhere.
	 */
	@Bean
	OpenApiCustomizer fieldDescriptions() throws IOException {
		Properties words = PropertiesLoaderUtils.loadProperties(new ClassPathResource("interface.properties"));
		return (description) -> description.getComponents().getSchemas().forEach((type, schema) -> {
			Map<String, Schema<?>> fields = Objects.requireNonNullElse(schema.getProperties(), Map.of());
			fields.forEach((name, field) -> {
				if (field.getDescription() == null) {
					field.setDescription(words.getProperty(type + "." + name, words.getProperty(name)));
				}
			});
		});
	}

	/**
	 * Any operation may be asked wrongly or too often, and any may fail.
	 */
	@Bean
	GlobalOperationCustomizer commonProblems() {
		return (operation, method) -> {
			operation.getResponses().putIfAbsent("400", reference("Problem"));
			operation.getResponses().putIfAbsent("429", reference("TooManyRequests"));
			operation.getResponses().putIfAbsent("default", reference("Problem"));
			return operation;
		};
	}

	private static Components components() {
		ResolvedSchema problem = ModelConverters.getInstance(true).readAllAsResolvedSchema(Problem.class);
		Components components = new Components();
		problem.referencedSchemas.forEach(components::addSchemas);
		return components.addSchemas("Problem", problem.schema)
			.addResponses("Problem", problem("The request was not fulfilled; the problem says why."))
			.addResponses("NotFound", problem("The resource does not exist."))
			.addResponses("Refused", problem("The claim is refused; `errors` lists everything that is wrong with it."))
			.addResponses("Conflict", problem("What is asked does not fit the present state."))
			.addResponses("TooManyRequests",
					problem("""
							The organisation has asked for more than it may, over all its clients. Nothing of a body was read, unless \
							the problem says how much. Send the same again after `Retry-After`.""")
						.addHeaderObject("Retry-After",
								new Header().description("Seconds.").schema(new IntegerSchema())))
			.addResponses("Unavailable",
					problem("""
							The engine cannot take the request now: it is behind with what it took before, it is taking too many \
							requests already, Kafka does not confirm, or a published file is not on the disk as it was sealed. \
							Send the same again after `Retry-After`.""")
						.addHeaderObject("Retry-After",
								new Header().description("Seconds.").schema(new IntegerSchema())));
	}

	private static ApiResponse problem(String description) {
		return new ApiResponse().description(description)
			.addHeaderObject("Content-Language",
					new Header().description("The language of the sentences, by `Accept-Language`.")
						.schema(new StringSchema().addEnumItem("en").addEnumItem("zh-CN")))
			.content(new Content().addMediaType("application/problem+json",
					new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem"))));
	}

	private static ApiResponse reference(String name) {
		return new ApiResponse().$ref("#/components/responses/" + name);
	}

}
