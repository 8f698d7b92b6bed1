package io.medsettle.api.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.EngineClient;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.HttpCaller.Answer;
import io.medsettle.api.testing.SharedEngine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every address that can be sent a body, whichever there are, refuses one that is larger
 * than anything it takes, packed or not.
 */
@Tag("invariant-12")
@ExtendWith(SharedEngine.class)
class BodyLimitsIT {

	private static final Set<RequestMethod> WITHOUT_BODY = Set.of(RequestMethod.GET, RequestMethod.HEAD,
			RequestMethod.OPTIONS);

	/** Twice the largest claim. */
	private static final byte[] LARGE = ("{\"actor\":\"" + "x".repeat(512 * 1024) + "\"}")
		.getBytes(StandardCharsets.UTF_8);

	private HttpCaller http;

	private String day;

	@Test
	void noAddressReadsABodyWithoutALimit(Engine engine) {
		this.http = new HttpCaller(engine.baseUrl());
		this.day = new EngineClient(engine.baseUrl()).currentDay().toString();
		List<String> unlimited = new ArrayList<>();
		Collection<RequestMappingHandlerMapping> mappings = engine.context()
			.getBeansOfType(RequestMappingHandlerMapping.class)
			.values();
		Set<String> tried = new TreeSet<>();
		mappings.forEach((mapping) -> mapping.getHandlerMethods().forEach((info, handler) -> {
			if (!WITHOUT_BODY.containsAll(info.getMethodsCondition().getMethods())) {
				for (String pattern : info.getPatternValues()) {
					tried.add(pattern);
					if (!isRefused(info, address(pattern))) {
						unlimited.add(pattern);
					}
				}
			}
		}));
		assertThat(unlimited).isEmpty();
		assertThat(tried).hasSizeGreaterThan(20).contains("/api/v1/clearing-days/{day}/confirm");
	}

	private boolean isRefused(RequestMappingInfo info, String address) {
		boolean lines = info.getConsumesCondition().getConsumableMediaTypes().contains(MediaType.APPLICATION_NDJSON);
		String type = lines ? MediaType.APPLICATION_NDJSON_VALUE : MediaType.APPLICATION_JSON_VALUE;
		Answer plain = this.http.post(address, type, LARGE, "HX-Request", "true");
		Answer packed = this.http.post(address, type, HttpCaller.gzip(LARGE), "HX-Request", "true", "Content-Encoding",
				"gzip");
		if (lines) {
			return isLineRefused(plain) && isLineRefused(packed);
		}
		return isTooLarge(plain) && isTooLarge(packed);
	}

	private static boolean isTooLarge(Answer answer) {
		return answer.status() == 413 && answer.json().get("code").asString().equals("TOO_LARGE");
	}

	private static boolean isLineRefused(Answer answer) {
		return answer.status() == 200 && answer.json().at("/errors/0/code").asString().equals("TOO_LARGE");
	}

	private String address(String pattern) {
		return pattern.replace("{day}", this.day)
			.replace("{hospitalCode}", "H31000000001")
			.replaceAll("\\{[^}]+}", "none");
	}

}
