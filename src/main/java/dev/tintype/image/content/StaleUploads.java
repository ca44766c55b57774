package dev.tintype.image.content;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

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

	/** Longer than any upload takes: another instance may share the folder. */
	private static final Duration AGE = Duration.ofDays(1);

	private final Uploads uploads;

	StaleUploads(Uploads uploads) {
		this.uploads = uploads;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		Path incoming = this.uploads.incoming();
		if (!Files.isDirectory(incoming)) {
			return;
		}
		Instant limit = Instant.now().minus(AGE);
		try (DirectoryStream<Path> files = Files.newDirectoryStream(incoming, "*.part")) {
			for (Path file : files) {
				if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
					Files.deleteIfExists(file);
				}
			}
		}
		catch (IOException ex) {
			LOG.warn("The temporary files of interrupted uploads could not be deleted", ex);
		}
	}

}
