package dev.tintype.imaging.thumbnail;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.imageio.ImageIO;

import dev.tintype.imaging.work.PictureWorkers;
import dev.tintype.support.DataSettings;
import dev.tintype.support.OwnFiles;
import dev.tintype.support.Roots;
import dev.tintype.support.ServiceOnly;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.stereotype.Component;

/**
 * Makes one thumbnail when the service is ready, so that the first request does not wait
 * for codecs to load. Loading takes longer than making a thumbnail of a photograph.
 */
@Component
@ServiceOnly
class WarmUp implements ApplicationListener<ApplicationReadyEvent> {

	private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

	private static final int SIDE = 64;

	private final ThumbnailMaker maker;

	private final PictureWorkers workers;

	private final Path folder;

	WarmUp(ThumbnailMaker maker, PictureWorkers workers, DataSettings data) {
		this.maker = maker;
		this.workers = workers;
		this.folder = data.dataDir();
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		make().subscribe((thumbnail) -> LOG.debug("The codecs are loaded"),
				(error) -> LOG.warn("No thumbnail could be made to load the codecs: {}", error.toString()));
	}

	/**
	 * Makes a thumbnail of a generated picture.
	 * @return the thumbnail, after its file has been deleted
	 */
	Mono<Thumbnail> make() {
		return Mono.usingWhen(this.workers.run((deadline) -> write(this.folder)),
				(file) -> this.maker.make(() -> Roots.own(this.folder).open(file), SIDE / 4, 1),
				(file) -> this.workers.run((deadline) -> delete(file)));
	}

	private static Path write(Path folder) {
		try {
			ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			ImageIO.write(new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB), "jpeg", bytes);
			// ImageIO would replace the file by one that other users may read.
			return Files.write(Files.createTempFile(OwnFiles.createFolders(folder), ".warm-up", ".jpg"),
					bytes.toByteArray());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static boolean delete(Path file) {
		try {
			return Files.deleteIfExists(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
