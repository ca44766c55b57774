package dev.tintype.web.security;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * The condition of all beans that check credentials. Without it they do not exist, so
 * that security that is off costs nothing.
 */
public class CredentialsRequired implements Condition {

	@Override
	public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
		return Exposure.of(context.getEnvironment()).asksForCredentials();
	}

}
