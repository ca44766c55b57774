package dev.tintype.testing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.Resource;
import org.springframework.core.type.classreading.MetadataReader;

/**
 * Gives each context what earlier contexts of this JVM have read from class files. Tests
 * start more than a hundred contexts, and each would read all the classes again to find
 * its beans.
 */
class ReadClasses implements ApplicationContextInitializer<GenericApplicationContext> {

	private static final Map<Resource, MetadataReader> ALL = new ConcurrentHashMap<>();

	@Override
	public void initialize(GenericApplicationContext context) {
		Map<Resource, MetadataReader> read = context.getResourceCache(MetadataReader.class);
		read.putAll(ALL);
		// Runs when the beans are found, and before the context clears its cache.
		context.addBeanFactoryPostProcessor((factory) -> ALL.putAll(read));
	}

}
