package dev.tintype.imaging.thumbnail;

import java.awt.Graphics2D;
import java.awt.Rectangle;
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
import org.imgscalr.Scalr;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Makes thumbnails: the first frame of a picture, upright, on white, in sRGB, and never
 * larger than the original.
 */
@Component
public class ThumbnailMaker {

	private static final int LEAST_PIXELS = 1 << 20;

	/** A pixel as it is decoded, and once more when it is turned. */
	private static final int PIXEL_BYTES = 8;

	/** All workers together use this part of the heap. */
	private static final int HEAP_PART = 4;

	private final PictureProbe probe;

	private final PictureWorkers workers;

	private final NativeCode code;

	private final PictureDecoder decoder;

	/** Of a picture of which a part is shown. */
	private final long mostPixels;

	ThumbnailMaker(PictureProbe probe, PictureWorkers workers, NativeCode code, PictureDecoder decoder) {
		this.probe = probe;
		this.workers = workers;
		this.code = code;
		this.decoder = decoder;
		this.mostPixels = Math.max(LEAST_PIXELS,
				Runtime.getRuntime().maxMemory() / (PIXEL_BYTES * HEAP_PART * workers.count()));
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
		return make(source, format, quality, (file, deadline) -> draw(file, longestSide, deadline));
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

	/**
	 * Makes a picture of a part of a picture, on a thread that may block.
	 * @param source any file; it is opened when a worker is free
	 * @param area the part
	 * @param longestSide of the result in pixels; a smaller part is not enlarged
	 * @param format of the result
	 * @param quality of the encoder, 1 to 100
	 * @return the part that is inside the picture, or a {@link PictureException}
	 */
	public Mono<Thumbnail> crop(CheckedFile.Source source, CropArea area, int longestSide, ThumbnailFormat format,
			int quality) {
		return make(source, format, quality, (file, deadline) -> crop(file, area, longestSide, deadline));
	}

	private Mono<Thumbnail> make(CheckedFile.Source source, ThumbnailFormat format, int quality, Drawing drawing) {
		return this.workers.run((deadline) -> {
			if (format == ThumbnailFormat.WEBP && !this.code.hasWebp()) {
				throw PictureException.withoutCodec("WebP");
			}
			BufferedImage image = draw(source, drawing, deadline);
			deadline.check();
			byte[] data = ThumbnailEncoder.encode(image, format, quality);
			return new Thumbnail(format.mimeType(), image.getWidth(), image.getHeight(), MeanColour.of(image), data);
		});
	}

	private BufferedImage crop(FileChannel file, CropArea area, int longestSide, Deadline deadline) {
		Layout layout = this.probe.layout(file);
		int longest = Math.max(layout.width(), layout.height());
		// The whole picture is decoded, so a small part of a large one is less sharp if
		// the memory is small.
		double fitting = Math.sqrt((double) this.mostPixels / layout.width() / layout.height());
		double scale = Math.min(area.scale(longestSide), fitting);
		BufferedImage upright = draw(file, (int) Math.max(1, Math.ceil(longest * scale)), deadline);
		double drawn = (double) Math.max(upright.getWidth(), upright.getHeight()) / longest;
		Rectangle part = area.of(upright.getWidth(), upright.getHeight(), drawn);
		if (part.isEmpty()) {
			throw PictureException.withoutArea();
		}
		BufferedImage result = new BufferedImage(part.width, part.height, BufferedImage.TYPE_INT_RGB);
		Graphics2D graphics = result.createGraphics();
		graphics.drawImage(upright, -part.x, -part.y, null);
		graphics.dispose();
		return (Math.max(part.width, part.height) > longestSide)
				? Scalr.resize(result, Scalr.Method.BALANCED, Scalr.Mode.AUTOMATIC, longestSide, longestSide) : result;
	}

	private static BufferedImage draw(CheckedFile.Source source, Drawing drawing, Deadline deadline) {
		try (CheckedFile file = source.open()) {
			return drawing.draw(file.channel(), deadline);
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

	/**
	 * Draws an open picture.
	 */
	@FunctionalInterface
	private interface Drawing {

		BufferedImage draw(FileChannel file, Deadline deadline);

	}

}
