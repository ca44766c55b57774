package dev.tintype.data.database;

import java.util.Arrays;
import java.util.stream.Stream;

import org.flywaydb.core.api.Location;

import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Adds a migration that creates a small table, so that these tests do not depend on a
 * feature's tables.
 */
@TestConfiguration(proxyBeanMethods = false)
class ProbeMigration {

	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	FlywayConfigurationCustomizer probeLocation() {
		return (configuration) -> configuration.locations(
				Stream
					.concat(Arrays.stream(configuration.getLocations()).map(Location::toString),
							Stream.of("classpath:db/probe"))
					.toArray(String[]::new));
	}

}
