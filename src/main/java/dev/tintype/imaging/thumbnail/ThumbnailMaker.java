package dev.tintype.imaging.thumbnail;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.channels.FileChannel;

import dev.tintype.imaging.decode.ColorProfiles;
import dev.tintype.imaging.decode.NativeCode;
import dev.tintype.imaging.decode.PictureDecoder;
import dev.tintype.imaging.probe.Layout;
import dev.tintype.imaging.probe.PictureProbe;
import dev.tintype.imaging.work.Deadline;
import dev.tintype.imaging.work.PictureException;
import dev.tintype.imaging.work.PictureWorkers;
import dev.tintype.support.CheckedFile;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Makes thumbnails: the first frame of a picture, upright, on white, in sRGB, and never
 * larger than the original.
 */
@Component
public class ThumbnailMaker {

	private final PictureProbe probe;

	private final PictureWorkers workers;

	private final NativeCode code;

	private final PictureDecoder decoder;

	ThumbnailMaker(PictureProbe probe, PictureWorkers workers, NativeCode code, PictureDecoder decoder) {
		this.probe = probe;
		this.workers = workers;
		this.code = code;
		this.decoder = decoder;
	}

	/**
	 * Makes a thumbnail on a thread that may block.
	 * @param source any file; it is opened when a worker is free
	 * @param longestSide of the result in pixels
	 * @param format of the result
	 * @param quality of the encoder, 1 to 100
	 * @return the thumbnail, or a {@link PictureException}
	 */
	public Mono<Thumbnail> make(CheckedFile.Source source, int longestSide, ThumbnailFormat format, int quality) {
		return this.workers.run((deadline) -> {
			if (format == ThumbnailFormat.WEBP && !this.code.hasWebp()) {
				throw PictureException.withoutCodec("WebP");
			}
			BufferedImage image = draw(source, longestSide, deadline);
			deadline.check();
			byte[] data = ThumbnailEncoder.encode(image, format, quality);
			return new Thumbnail(format.mimeType(), image.getWidth(), image.getHeight(), data);
		});
	}

	/**
	 * Makes a thumbnail in WebP, or in JPEG if the service cannot encode WebP.
	 * @param source any file; it is opened when a worker is free
	 * @param longestSide of the result in pixels
	 * @param quality of the encoder, 1 to 100
	 * @return the thumbnail, or a {@link PictureException}
	 */
	public Mono<Thumbnail> make(CheckedFile.Source source, int longestSide, int quality) {
		return make(source, longestSide, ThumbnailFormat.WEBP, quality).onErrorResume(PictureException::isWithoutCodec,
				(ex) -> make(source, longestSide, ThumbnailFormat.JPEG, quality));
	}

	private BufferedImage draw(CheckedFile.Source source, int longestSide, Deadline deadline) {
		try (CheckedFile file = source.open()) {
			return draw(file.channel(), longestSide, deadline);
		}
		catch (IOException ex) {
			throw PictureException.unreadable();
		}
	}

	private BufferedImage draw(FileChannel file, int longestSide, Deadline deadline) {
		Layout layout = this.probe.layout(file);
		PictureDecoder.Decoded decoded = this.decoder.decode(file, layout, longestSide, deadline);
		BufferedImage upright = upright(decoded.image(), layout.orientation());
		if (decoded.profile() != null) {
			ColorProfiles.convert(upright, decoded.profile());
		}
		return upright;
	}

	private static BufferedImage upright(BufferedImage image, int orientation) {
		if (orientation == 1 && image.getType() == BufferedImage.TYPE_INT_RGB) {
			return image;
		}
		int width = image.getWidth();
		int height = image.getHeight();
		boolean turned = orientation >= 5;
		BufferedImage result = new BufferedImage(turned ? height : width, turned ? width : height,
				BufferedImage.TYPE_INT_RGB);
		Graphics2D graphics = result.createGraphics();
		graphics.drawImage(image, transform(orientation, width, height), null);
		graphics.dispose();
		return result;
	}

	// EXIF 2.3, 4.6.4 A: the side of the scene that row 0 and column 0 show.
	private static AffineTransform transform(int orientation, int width, int height) {
		return switch (orientation) {
			case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
			case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
			case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
			case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
			case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
			case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
			case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
			default -> new AffineTransform();
		};
	}

}
