package dev.tintype;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.tintype.support.FileNames;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;

/**
 * Describes a setting whose value has the wrong type: its name as the user knows it, and
 * what it must be. The value is not repeated, since it may be a secret in the wrong
 * place.
 */
final class UnreadableSetting {

	private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z_]+)(?::.*)?}");

	private UnreadableSetting() {
	}

	static String describe(BindException fault) {
		String name = environmentName(fault.getProperty());
		String setting = (name != null) ? name + " (" + fault.getName() + ")" : fault.getName().toString();
		Class<?> type = fault.getTarget().getType().resolve(Object.class);
		return "The setting " + setting + ((type == Path.class) ? " " + FileNames.NO_PATH : " must be " + kind(type));
	}

	private static @Nullable String environmentName(@Nullable ConfigurationProperty property) {
		if (property == null) {
			return null;
		}
		Matcher placeholder = PLACEHOLDER.matcher(String.valueOf(property.getValue()));
		if (placeholder.matches()) {
			return placeholder.group(1);
		}
		return (property.getOrigin() instanceof PropertySourceOrigin origin
				&& origin.getPropertySource().getName().endsWith("systemEnvironment")) ? origin.getPropertyName()
						: null;
	}

	private static String kind(Class<?> type) {
		Class<?> boxed = ClassUtils.resolvePrimitiveIfNecessary(type);
		if (boxed == Integer.class || boxed == Long.class) {
			return "a whole number";
		}
		if (boxed == Boolean.class) {
			return "true or false";
		}
		if (boxed == Duration.class) {
			return "a duration: a number of seconds, or one with a unit such as 250ms, 30s or 2m";
		}
		return (boxed == DataSize.class) ? "a size such as 50MB" : "a valid value";
	}

}
