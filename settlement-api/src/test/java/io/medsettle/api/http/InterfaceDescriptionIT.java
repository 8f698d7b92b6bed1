package io.medsettle.api.http;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.HttpCaller.Answer;
import io.medsettle.api.testing.SharedEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The description of the interface names every operation there is, and what it answers.
 */
@ExtendWith(SharedEngine.class)
class InterfaceDescriptionIT {

	private static final Set<String> OPERATIONS = Set.of("post /api/v1/claims", "post /api/v1/claims/batch",
			"get /api/v1/claims/{hospitalCode}/{claimNo}", "post /api/v1/statements",
			"post /api/v1/statements/{hospitalCode}/{day}/lines", "get /api/v1/statements/{hospitalCode}/{day}",
			"get /api/v1/clearing-days", "get /api/v1/clearing-days/{day}", "get /api/v1/clearing-days/{day}/positions",
			"get /api/v1/clearing-days/{day}/files", "get /api/v1/clearing-days/{day}/files/{name}",
			"post /api/v1/clearing-days/{day}/files/{name}/ack", "get /api/v1/breaks", "get /api/v1/breaks/{id}",
			"get /api/v1/calendar", "post /api/v1/clearing-days/{day}/close",
			"post /api/v1/clearing-days/{day}/confirm", "post /api/v1/clearing-days/{day}/redo",
			"post /api/v1/clearing-days/{day}/verify", "post /api/v1/clearing-days/{day}/dry-run",
			"get /api/v1/clearing-days/{day}/verification", "get /api/v1/runs", "get /api/v1/runs/{id}",
			"get /api/v1/runs/{id}/events", "get /api/v1/dead-letters");

	@Test
	void describesEveryOperation(Engine engine) {
		Answer answer = new HttpCaller(engine.baseUrl()).get("/v3/api-docs");
		assertThat(answer.status()).isEqualTo(200);
		JsonNode document = answer.json();
		assertThat(document.get("openapi").asString()).startsWith("3.1");
		Set<String> operations = new TreeSet<>();
		for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
			for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
				String name = operation.getKey() + " " + path.getKey();
				operations.add(name);
				assertThat(operation.getValue().path("summary").asString()).as(name).isNotBlank();
				assertThat(operation.getValue().path("operationId").asString()).as(name).doesNotContain("_");
				JsonNode responses = operation.getValue().get("responses");
				assertThat(responses.get("default").get("$ref").asString()).isEqualTo("#/components/responses/Problem");
				responses.forEach((response) -> assertRefersToSomething(document, response, name));
			}
		}
		assertThat(operations).containsAll(OPERATIONS);
		JsonNode problem = document.at("/components/schemas/Problem/properties");
		assertThat(problem.propertyNames()).contains("type", "title", "status", "detail", "code", "traceId", "remedy",
				"errors");
		// A type that cannot be described ends as an object of which nothing is known.
		document.at("/components/schemas")
			.properties()
			.forEach((schema) -> assertThat(schema.getValue().propertyNames()).as(schema.getKey())
				.containsAnyOf("properties", "enum"));
		assertThat(document.at("/components/schemas/Break/properties").propertyNames()).contains("allowedActions");
		assertThat(document.at("/components/schemas/Claim/properties").propertyNames()).contains("hospitalCode",
				"claimNo", "totalFen", "split", "funds");
	}

	@Test
	void describesEveryField(Engine engine) {
		JsonNode schemas = new HttpCaller(engine.baseUrl()).get("/v3/api-docs").json().at("/components/schemas");
		assertThat(schemas.properties()).isNotEmpty()
			.allSatisfy((schema) -> assertThat(schema.getValue().path("properties").properties())
				.allSatisfy((field) -> assertThat(field.getValue().path("description").asString(""))
					.as("%s of %s", field.getKey(), schema.getKey())
					.isNotBlank()));
	}

	private static void assertRefersToSomething(JsonNode document, JsonNode response, String operation) {
		if (response.has("$ref")) {
			String pointer = response.get("$ref").asString().substring(1);
			assertThat(document.at(pointer).isMissingNode()).as("%s: %s", operation, pointer).isFalse();
		}
	}

}
