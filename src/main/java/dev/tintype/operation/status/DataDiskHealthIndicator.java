package dev.tintype.operation.status;

import java.nio.file.Files;
import java.nio.file.Path;

import dev.tintype.support.DataSettings;
import dev.tintype.support.ServiceOnly;

import org.springframework.boot.health.application.DiskSpaceHealthIndicator;
import org.springframework.boot.health.autoconfigure.application.DiskSpaceHealthIndicatorProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Reports the free space on the disk of the data folder to Actuator. Its name replaces
 * the indicator of Boot, which reports the disk of the working directory.
 */
@Component("diskSpaceHealthIndicator")
@ServiceOnly
@ConditionalOnEnabledHealthIndicator("diskspace")
class DataDiskHealthIndicator extends DiskSpaceHealthIndicator {

	DataDiskHealthIndicator(DataSettings data, DiskSpaceHealthIndicatorProperties settings) {
		super(existing(data.dataDir()).toFile(), settings.getThreshold());
	}

	/** A folder that does not exist yet would count as a full disk. */
	private static Path existing(Path folder) {
		Path found = folder;
		while (found.getParent() != null && !Files.exists(found)) {
			found = found.getParent();
		}
		return found;
	}

}
