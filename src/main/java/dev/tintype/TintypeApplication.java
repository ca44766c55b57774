package dev.tintype;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * Starts the service.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class TintypeApplication {

	/**
	 * Runs until it is told to stop.
	 * @param arguments Spring Boot's, such as {@code --server.port=8081}
	 */
	public static void main(String[] arguments) {
		SpringApplication.run(TintypeApplication.class, arguments);
	}

}
