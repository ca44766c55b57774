package dev.tintype.operation.status;

import java.nio.file.Path;

import dev.tintype.support.DataSettings;
import dev.tintype.support.FileNames;
import dev.tintype.support.OwnFiles;
import dev.tintype.support.ServiceOnly;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.stereotype.Component;

/**
 * Warns once at start about what the administrator of the machine should change: one line
 * each, with the remedy.
 */
@Component
@ServiceOnly
class HostCheck implements ApplicationListener<ApplicationReadyEvent> {

	private static final Logger LOG = LoggerFactory.getLogger(HostCheck.class);

	private final Path data;

	HostCheck(DataSettings data) {
		this.data = data.dataDir();
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
	}

}
