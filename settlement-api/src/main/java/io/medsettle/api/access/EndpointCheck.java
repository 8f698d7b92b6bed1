package io.medsettle.api.access;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Keeps the engine from starting with an address of which the table does not say who may
 * use it.
 */
@Component
class EndpointCheck implements SmartInitializingSingleton {

	/** What everybody may see. */
	private static final Set<String> OPEN = Set.of("/login", "/error");

	private final RequestMappingHandlerMapping mapping;

	EndpointCheck(List<RequestMappingHandlerMapping> mappings) {
		this.mapping = mappings.getFirst();
	}

	@Override
	public void afterSingletonsInstantiated() {
		Set<String> unknown = new TreeSet<>();
		for (Map.Entry<RequestMappingInfo, HandlerMethod> handler : this.mapping.getHandlerMethods().entrySet()) {
			if (handler.getValue().getBeanType().getPackageName().startsWith("io.medsettle.")) {
				unknown.addAll(unknown(handler.getKey()));
			}
		}
		if (!unknown.isEmpty()) {
			throw new IllegalStateException("No row says who may use " + String.join(", ", unknown) + ".");
		}
	}

	private static Set<String> unknown(RequestMappingInfo info) {
		Set<String> unknown = new TreeSet<>();
		for (String path : info.getPatternValues()) {
			for (RequestMethod method : info.getMethodsCondition().getMethods()) {
				HttpMethod asked = HttpMethod.valueOf(method.name());
				if (Endpoint.ALL.stream().noneMatch((row) -> row.method().equals(asked) && row.path().equals(path))
						&& !OPEN.contains(path)) {
					unknown.add(asked + " " + path);
				}
			}
		}
		return unknown;
	}

}
