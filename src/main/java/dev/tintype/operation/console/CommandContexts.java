package dev.tintype.operation.console;

import java.util.List;
import java.util.stream.Stream;

import dev.tintype.data.database.DatabaseAccess;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Opens the application context of a command: the settings and beans of the service,
 * without a web server. Each bean is created on first use.
 */
public final class CommandContexts {

	private final List<String> settings;

	/**
	 * Adds settings.
	 * @param settings as Spring Boot reads them from a command line
	 */
	public CommandContexts(List<String> settings) {
		this.settings = settings;
	}

	/**
	 * Opens a context.
	 * @return a context that the caller must close; closing it also closes an embedded
	 * database
	 */
	public ConfigurableApplicationContext open() {
		return new SpringApplicationBuilder(CommandBeans.class).web(WebApplicationType.NONE)
			.lazyInitialization(true)
			.run(Stream
				.concat(this.settings.stream(),
						Stream.of("--" + DatabaseAccess.COMMAND + "=true", "--tintype.db.min-connections=0",
								"--tintype.db.max-connections=2", "--spring.jmx.enabled=false"))
				.toArray(String[]::new));
	}

}
