package dev.tintype.operation.console;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/**
 * The beans of the service that commands use. It enables only the parts of Spring Boot
 * that these need, which halves the start time. It is no {@code @Configuration}, so that
 * the service does not find it.
 */
@ComponentScan(basePackages = "dev.tintype",
		excludeFilters = { @ComponentScan.Filter(type = FilterType.ANNOTATION, classes = SpringBootApplication.class),
				@ComponentScan.Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class) })
@ConfigurationPropertiesScan("dev.tintype")
@ImportAutoConfiguration({ PropertyPlaceholderAutoConfiguration.class, FlywayAutoConfiguration.class,
		JacksonAutoConfiguration.class, MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
		SimpleMetricsExportAutoConfiguration.class })
class CommandBeans {

}
