package dev.tintype.operation.command;

import java.util.List;
import java.util.stream.Stream;

import dev.tintype.data.database.DatabaseAccess;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Opens what a command works on: the service's settings and beans without a web server,
 * each bean made when it is asked for.
 */
final class CommandContexts {

	private final List<String> settings;

	/**
	 * With settings of its own.
	 * @param settings as Spring Boot takes them from a command line
	 */
	CommandContexts(List<String> settings) {
		this.settings = settings;
	}

	/**
	 * Opens one.
	 * @return to be closed: that closes an embedded database in order
	 */
	ConfigurableApplicationContext open() {
		return new SpringApplicationBuilder(CommandBeans.class).web(WebApplicationType.NONE)
			.lazyInitialization(true)
			.run(Stream
				.concat(this.settings.stream(),
						Stream.of("--" + DatabaseAccess.COMMAND + "=true", "--tintype.db.min-connections=0",
								"--tintype.db.max-connections=2", "--spring.jmx.enabled=false"))
				.toArray(String[]::new));
	}

}
