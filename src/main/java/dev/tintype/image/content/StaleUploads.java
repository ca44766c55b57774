package dev.tintype.image.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.tintype.data.storage.Staging;
import dev.tintype.support.ServiceOnly;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.stereotype.Component;

/**
 * Deletes the temporary files of a killed process when the service starts.
 */
@Component
@ServiceOnly
class StaleUploads implements ApplicationListener<ApplicationReadyEvent> {

	private static final Logger LOG = LoggerFactory.getLogger(StaleUploads.class);

	private final Staging staging;

	StaleUploads(Staging staging) {
		this.staging = staging;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		try {
			for (Path file : this.staging.leftover()) {
				if (file.toString().endsWith(Staging.PART)) {
					Files.deleteIfExists(file);
				}
			}
		}
		catch (IOException ex) {
			LOG.warn("The temporary files of interrupted uploads could not be deleted", ex);
		}
	}

}
