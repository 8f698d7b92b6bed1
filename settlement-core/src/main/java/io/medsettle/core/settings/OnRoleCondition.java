package io.medsettle.core.settings;

import java.util.Arrays;
import java.util.Set;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Decides {@link ConditionalOnRole} from {@code settlement.roles}.
 */
class OnRoleCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		Set<Role> own = Binder.get(context.getEnvironment())
			.bind("settlement.roles", Bindable.setOf(Role.class))
			.orElseGet(() -> Set.of(Role.values()));
		Role[] wanted = metadata.getAnnotations().get(ConditionalOnRole.class).getEnumArray("value", Role.class);
		boolean runs = Arrays.stream(wanted).anyMatch(own::contains);
		return new ConditionOutcome(runs, ConditionMessage.forCondition(ConditionalOnRole.class)
			.because("runs " + (runs ? own : "none of the roles")));
	}

}
