package dev.tintype.header;

import java.io.IOException;
import java.nio.file.Path;

import dev.tintype.picture.PictureException;
import dev.tintype.picture.PictureFormat;
import dev.tintype.picture.PictureSettings;
import dev.tintype.picture.PictureWorkers;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Tells what a file is and how large its picture is, from its first bytes. It reads the
 * headers by hand: measured on small pictures, image readers and metadata libraries take
 * many times as long, and none bounds what a hostile file makes it do.
 */
@Component
public class PictureProbe {

	private final PictureSettings settings;

	private final PictureWorkers workers;

	/**
	 * A probe.
	 * @param settings how many pixels a picture may have
	 * @param workers the threads that may block
	 */
	public PictureProbe(PictureSettings settings, PictureWorkers workers) {
		this.settings = settings;
		this.workers = workers;
	}

	/**
	 * Reads a header on a thread that may block.
	 * @param file any path
	 * @return what the picture is, when it is told
	 */
	public Mono<PictureHeader> probe(Path file) {
		return this.workers.run((deadline) -> read(file));
	}

	/**
	 * Reads a header, blocking: not for an event loop.
	 * @param file any path; only a regular file is opened
	 * @return what the picture is
	 * @throws PictureException when the file cannot be read, is no picture or has too
	 * many pixels; nothing else is thrown
	 */
	public PictureHeader read(Path file) {
		return layout(file).header();
	}

	/**
	 * Reads what a decoder has to know, blocking: not for an event loop.
	 * @param file any path; only a regular file is opened
	 * @return what the header says
	 * @throws PictureException when the file cannot be read, is no picture or has too
	 * many pixels; nothing else is thrown
	 */
	public Layout layout(Path file) {
		return checked(parse(file));
	}

	private Layout checked(Layout layout) {
		long pixels = Math.max(layout.pixels(), (long) layout.frame().width() * layout.frame().height());
		if (pixels > this.settings.maxPixels()) {
			throw PictureException.tooManyPixels(pixels, this.settings.maxPixels());
		}
		return layout;
	}

	/**
	 * Whether a JPEG has more scans than any encoder writes, blocking.
	 * @param jpeg whose header has been read
	 * @return false also when it ends early
	 * @throws IOException when it cannot be read, or has absurdly many segments
	 */
	public static boolean hasTooManyScans(Path jpeg) throws IOException {
		try (HeaderInput input = HeaderInput.open(jpeg)) {
			return JpegHeader.hasTooManyScans(input);
		}
	}

	/**
	 * Reads the header of a picture in memory.
	 * @param bytes of the whole picture
	 * @return what the picture is
	 * @throws PictureException when the bytes are no picture or have too many pixels
	 */
	public PictureHeader read(byte[] bytes) {
		return checked(parse(HeaderInput.of(bytes))).header();
	}

	private static Layout parse(Path file) {
		try (HeaderInput input = HeaderInput.open(file)) {
			return parse(input);
		}
		catch (IOException | SecurityException ex) {
			throw PictureException.unreadable();
		}
	}

	private static Layout parse(HeaderInput input) {
		try {
			PictureFormat format = format(input);
			if (format == null) {
				throw PictureException.unsupported(FileKind.of(input));
			}
			return parse(input, format);
		}
		catch (IOException ex) {
			throw PictureException.unreadable();
		}
	}

	private static Layout parse(HeaderInput input, PictureFormat format) {
		try {
			return switch (format) {
				case JPEG -> JpegHeader.read(input);
				case PNG -> PngHeader.read(input);
				case GIF -> GifHeader.read(input);
				case WEBP -> WebpHeader.read(input);
				case BMP -> BmpHeader.read(input);
				case TIFF -> TiffHeader.read(input);
			};
		}
		catch (IOException ex) {
			throw PictureException.damaged(format);
		}
	}

	private static @Nullable PictureFormat format(HeaderInput input) throws IOException {
		if (input.is(0, "\u00FF\u00D8\u00FF")) {
			return PictureFormat.JPEG;
		}
		if (input.is(0, "\u0089PNG\r\n\u001A\n")) {
			return PictureFormat.PNG;
		}
		if (input.is(0, "GIF87a") || input.is(0, "GIF89a")) {
			return PictureFormat.GIF;
		}
		if (input.is(0, "RIFF") && input.is(8, "WEBP")) {
			return PictureFormat.WEBP;
		}
		if (input.is(0, "BM") && input.is(6, "\0\0\0\0")) {
			return PictureFormat.BMP;
		}
		if (TiffDirectory.isTiff(input, 0) && CameraRaw.format(input) == null) {
			return PictureFormat.TIFF;
		}
		return null;
	}

}
