package dev.tintype.operation.console;

import java.util.List;
import java.util.stream.Stream;

import dev.tintype.data.database.DatabaseAccess;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;

/**
 * Opens the application context of a command: the settings and beans of the service,
 * without a web server. Each bean is created on first use.
 */
public final class CommandContexts {

	/** All packages of the service. */
	public static final List<String> ALL = List.of("dev.tintype");

	/** The packages of a command that only needs the database and its migrations. */
	public static final List<String> DATABASE = List.of("dev.tintype.support", "dev.tintype.data",
			"dev.tintype.operation.status");

	private final List<String> settings;

	/**
	 * Adds settings.
	 * @param settings as Spring Boot reads them from a command line
	 */
	public CommandContexts(List<String> settings) {
		this.settings = settings;
	}

	/**
	 * Names the packages of a command that needs more than the database.
	 * @param packages of its own beans
	 * @return these and the packages of the database
	 */
	public static List<String> databaseAnd(String... packages) {
		return Stream.concat(DATABASE.stream(), Stream.of(packages)).toList();
	}

	/**
	 * Opens a context.
	 * @param packages with the beans of the command
	 * @return a context that the caller must close; closing it also closes an embedded
	 * database
	 */
	public ConfigurableApplicationContext open(List<String> packages) {
		boolean all = packages.equals(ALL);
		SpringApplicationBuilder builder = new SpringApplicationBuilder(all ? CommandBeans.class : DatabaseBeans.class)
			.web(WebApplicationType.NONE)
			.lazyInitialization(true);
		if (!all) {
			builder.initializers((context) -> scan(context, packages));
		}
		return builder
			.run(Stream
				.concat(this.settings.stream(),
						Stream.of("--" + DatabaseAccess.COMMAND + "=true", "--tintype.db.min-connections=0",
								"--tintype.db.max-connections=2", "--spring.jmx.enabled=false"))
				.toArray(String[]::new));
	}

	// Without the classes that the scan of all packages excludes too.
	private static void scan(ConfigurableApplicationContext context, List<String> packages) {
		ClassPathBeanDefinitionScanner scanner = new ClassPathBeanDefinitionScanner((BeanDefinitionRegistry) context);
		TypeExcludeFilter excluded = new TypeExcludeFilter();
		excluded.setBeanFactory(context.getBeanFactory());
		scanner.addExcludeFilter(excluded);
		scanner.scan(packages.toArray(String[]::new));
	}

}
