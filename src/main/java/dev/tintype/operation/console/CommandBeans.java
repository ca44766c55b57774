package dev.tintype.operation.console;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/**
 * All beans of the service that commands use. It is no {@code @Configuration}, so that
 * the service does not find it.
 */
@ComponentScan(basePackages = "dev.tintype",
		excludeFilters = { @ComponentScan.Filter(type = FilterType.ANNOTATION, classes = SpringBootApplication.class),
				@ComponentScan.Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class) })
@ConfigurationPropertiesScan("dev.tintype")
class CommandBeans extends DatabaseBeans {

}
