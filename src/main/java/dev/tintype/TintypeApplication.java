package dev.tintype;

import dev.tintype.operation.command.CommandLineInterface;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * Starts the service, or runs a command.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class TintypeApplication {

	/**
	 * Runs the service until it is stopped, or a command to its end.
	 * @param arguments a command such as {@code db status}, or Spring Boot's for the
	 * service, such as {@code --server.port=8081}
	 */
	public static void main(String[] arguments) {
		if (CommandLineInterface.isCommand(arguments)) {
			System.exit(CommandLineInterface.run(arguments));
		}
		SpringApplication.run(TintypeApplication.class, arguments);
	}

}
