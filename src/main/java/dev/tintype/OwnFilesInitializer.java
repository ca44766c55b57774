package dev.tintype;

import dev.tintype.support.DataSettings;
import dev.tintype.support.OwnFiles;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Makes the files of the service and of its commands private before the first of them is
 * created. A command that needs no database, such as {@code db create-migration}, keeps
 * the umask of its user.
 */
class OwnFilesInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		OwnFiles.restrict(Binder.get(context.getEnvironment())
			.bindOrCreate("tintype", DataSettings.class)
			.dataDir()
			.resolve("native"));
	}

}
