package dev.tintype.operation.status;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.tintype.support.DataSettings;
import dev.tintype.support.FileNames;
import dev.tintype.support.OwnFiles;
import dev.tintype.support.ServiceOnly;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Warns once at the start about what the administrator of the machine should change. Each
 * warning is one line and contains the remedy.
 */
@Component
@ServiceOnly
class HostCheck implements ApplicationListener<ApplicationReadyEvent> {

	private static final Logger LOG = LoggerFactory.getLogger(HostCheck.class);

	private final Path data;

	private final Binder settings;

	HostCheck(DataSettings data, Environment environment) {
		this.data = data.dataDir();
		this.settings = Binder.get(environment);
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		if (!FileNames.isUnicode()) {
			LOG.warn(FileNames.warning());
		}
		if (OwnFiles.isOpenToOthers(this.data)) {
			LOG.warn("Other users of this machine can enter the data folder {}: run \"chmod -R go= '{}'\"", this.data,
					this.data);
		}
		checkRoots("tintype.images.roots", "TINTYPE_IMAGES_ROOTS");
		checkRoots("tintype.documents.roots", "TINTYPE_DOCUMENTS_ROOTS");
	}

	private void checkRoots(String setting, String name) {
		this.settings.bind(setting, Bindable.listOf(String.class))
			.orElse(List.of())
			.stream()
			.map(DataSettings::absolute)
			.filter((root) -> !Files.isDirectory(root))
			.forEach((root) -> LOG.warn("{} names {}, which is not a folder: the service cannot read files there", name,
					FileNames.text(root)));
	}

}
