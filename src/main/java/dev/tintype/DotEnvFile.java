package dev.tintype;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.commons.logging.Log;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.StringUtils;

/**
 * Reads the file {@code .env} of the working directory, or the file in the setting
 * {@code tintype.env-file} (none if empty). Its lines act like environment variables.
 * Real environment variables take precedence.
 */
class DotEnvFile implements EnvironmentPostProcessor, Ordered {

	// The suffix makes Spring Boot bind its names as it binds those of the environment.
	private static final String SOURCE = "dotEnv-" + StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

	private static final Pattern LINE = Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\\s*=\\s*(.*)");

	private static final Pattern DOUBLE_QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"\\s*(?:#.*)?");

	private static final Pattern SINGLE_QUOTED = Pattern.compile("'([^']*)'\\s*(?:#.*)?");

	private final Log log;

	DotEnvFile(DeferredLogFactory logs) {
		this.log = logs.getLog(DotEnvFile.class);
	}

	@Override
	public int getOrder() {
		return ConfigDataEnvironmentPostProcessor.ORDER - 1;
	}

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		String name = environment.getProperty("tintype.env-file", ".env");
		if (!StringUtils.hasText(name) || !Files.isRegularFile(Path.of(name))) {
			return;
		}
		try {
			environment.getPropertySources()
				.addAfter(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
						new SystemEnvironmentPropertySource(SOURCE, parse(Files.readAllLines(Path.of(name)))));
		}
		catch (IOException ex) {
			this.log.warn("The file " + name + " cannot be read: " + ex.getClass().getSimpleName());
		}
	}

	/**
	 * Parses lines {@code NAME=value}, with or without a leading {@code export}. The
	 * value is in single quotes, in double quotes with escapes, or unquoted; {@code #}
	 * begins a comment.
	 * @return values by name; any other line is skipped with a warning
	 */
	Map<String, Object> parse(List<String> lines) {
		Map<String, Object> values = new LinkedHashMap<>();
		for (int number = 1; number <= lines.size(); number++) {
			String line = lines.get(number - 1).replace("\uFEFF", "").strip();
			Matcher matcher = LINE.matcher(line);
			if (matcher.matches()) {
				values.put(matcher.group(1), value(matcher.group(2)));
			}
			else if (!line.isEmpty() && !line.startsWith("#")) {
				// Not the line itself, because it may be half of a secret.
				this.log.warn("Line " + number + " of the .env file is not of the form NAME=value");
			}
		}
		return values;
	}

	private static String value(String text) {
		Matcher single = SINGLE_QUOTED.matcher(text);
		if (single.matches()) {
			return single.group(1);
		}
		Matcher quoted = DOUBLE_QUOTED.matcher(text);
		if (quoted.matches()) {
			return unescape(quoted.group(1));
		}
		return text.replaceFirst("(^|\\s+)#.*", "").strip();
	}

	private static String unescape(String text) {
		StringBuilder result = new StringBuilder();
		for (int index = 0; index < text.length(); index++) {
			char character = text.charAt(index);
			if (character == '\\') {
				index++;
				character = switch (text.charAt(index)) {
					case 'n' -> '\n';
					case 'r' -> '\r';
					case 't' -> '\t';
					default -> text.charAt(index);
				};
			}
			result.append(character);
		}
		return result.toString();
	}

}
