package dev.tintype.data.replica;

import java.util.List;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Matches when the settings name at least one replica.
 */
public final class ReplicasConfigured implements Condition {

	@Override
	public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
		return Binder.get(context.getEnvironment())
			.bind("tintype.db.replica-urls", Bindable.listOf(String.class))
			.orElse(List.of())
			.stream()
			.anyMatch(StringUtils::hasText);
	}

}
