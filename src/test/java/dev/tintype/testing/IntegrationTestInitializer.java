package dev.tintype.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * Gives a started service its database and its data directory.
 */
class IntegrationTestInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		Path data = temporaryDirectory();
		Path photos = temporaryDirectory();
		// Registered before any bean, so destroyed after all of them.
		((DefaultSingletonBeanRegistry) context.getBeanFactory()).registerDisposableBean("testDataDirectory", () -> {
			FileSystemUtils.deleteRecursively(data);
			FileSystemUtils.deleteRecursively(photos);
		});
		TestPropertyValues
			.of("tintype.data-dir=" + data, "tintype.images.roots=" + photos, "tintype.documents.roots=" + photos,
					"tintype.db.url=" + (isMigrated(context) ? TestDatabase.migrated(data) : TestDatabase.create(data)))
			.applyTo(context);
	}

	// A test that adds its own migrations starts with an empty database.
	private static boolean isMigrated(ConfigurableApplicationContext context) {
		return context.getEnvironment().getProperty("tintype.test.migrated", Boolean.class, true);
	}

	private static Path temporaryDirectory() {
		try {
			return Files.createTempDirectory("tintype-test-");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
