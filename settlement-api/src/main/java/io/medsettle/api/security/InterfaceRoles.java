package io.medsettle.api.security;

import java.util.List;
import java.util.stream.Collectors;

import io.medsettle.api.access.AccessRole;
import io.medsettle.api.access.Endpoint;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.OAuthFlow;
import io.swagger.v3.oas.models.security.OAuthFlows;
import io.swagger.v3.oas.models.security.Scopes;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.customizers.OpenApiCustomizer;

import org.springframework.stereotype.Component;

/**
 * Says in the description of the interface which roles may use an address, as the table
 * has it.
 */
@Component
class InterfaceRoles implements OpenApiCustomizer {

	private static final String SCHEME = "token";

	@Override
	public void customise(OpenAPI description) {
		if (description.getComponents() == null) {
			description.setComponents(new Components());
		}
		description.getComponents()
			.addSecuritySchemes(SCHEME,
					new SecurityScheme().type(SecurityScheme.Type.OAUTH2)
						.flows(new OAuthFlows()
							.clientCredentials(new OAuthFlow().tokenUrl("/oauth2/token").scopes(new Scopes()))));
		for (Endpoint endpoint : Endpoint.ALL) {
			PathItem path = (description.getPaths() != null) ? description.getPaths().get(endpoint.path()) : null;
			Operation operation = (path != null)
					? path.readOperationsMap().get(PathItem.HttpMethod.valueOf(endpoint.method().name())) : null;
			if (operation != null) {
				describe(operation, endpoint);
			}
		}
	}

	private static void describe(Operation operation, Endpoint endpoint) {
		String roles = endpoint.roles().stream().sorted().map(AccessRole::name).collect(Collectors.joining(", "));
		String said = (operation.getDescription() != null) ? operation.getDescription().strip() + "\n\n" : "";
		operation.description(said + "Roles: " + roles + ".")
			.security(List.of(new SecurityRequirement().addList(SCHEME)));
		operation.getResponses().putIfAbsent("401", new ApiResponse().$ref("Problem"));
		operation.getResponses().putIfAbsent("403", new ApiResponse().$ref("Problem"));
	}

}
