package dev.tintype.imaging.probe;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.function.BiFunction;

import dev.tintype.imaging.work.PictureException;
import dev.tintype.imaging.work.PictureFormat;
import dev.tintype.imaging.work.PictureSettings;
import dev.tintype.imaging.work.PictureWorkers;
import dev.tintype.support.CheckedFile;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Finds the format and the size of a picture from the first bytes of its file. It parses
 * the headers itself. On small pictures, image readers and metadata libraries took many
 * times as long when measured, and none limits the work that a hostile file causes.
 */
@Component
public class PictureProbe {

	private final PictureSettings settings;

	private final PictureWorkers workers;

	/**
	 * Creates a probe.
	 * @param settings limits the number of pixels
	 * @param workers threads that may block
	 */
	public PictureProbe(PictureSettings settings, PictureWorkers workers) {
		this.settings = settings;
		this.workers = workers;
	}

	/**
	 * Reads a header on a thread that may block.
	 * @param source any file
	 * @return the header, or a {@link PictureException}
	 */
	public Mono<PictureHeader> probe(CheckedFile.Source source) {
		return probe(source, (file, header) -> header);
	}

	/**
	 * Reads a header on a thread that may block.
	 * @param <T> type of the result
	 * @param source any file
	 * @param result creates the result from the file, which is still open, and its header
	 * @return the result, or a {@link PictureException}
	 */
	public <T> Mono<T> probe(CheckedFile.Source source, BiFunction<CheckedFile, PictureHeader, T> result) {
		return this.workers.run((deadline) -> read(source, result));
	}

	/**
	 * Reads a header. It blocks: do not call it on an event loop.
	 * @param source any file
	 * @return the header
	 * @throws PictureException when the file cannot be read, is no picture or has too
	 * many pixels
	 */
	public PictureHeader read(CheckedFile.Source source) {
		return read(source, (file, header) -> header);
	}

	private <T> T read(CheckedFile.Source source, BiFunction<CheckedFile, PictureHeader, T> result) {
		try (CheckedFile file = source.open()) {
			return result.apply(file, layout(file.channel()).header());
		}
		catch (IOException ex) {
			throw PictureException.unreadable();
		}
	}

	/**
	 * Reads what a decoder must know. It blocks: do not call it on an event loop.
	 * @param file an open file
	 * @return the layout
	 * @throws PictureException when the file cannot be read, is no picture or has too
	 * many pixels; no other exception is thrown
	 */
	public Layout layout(FileChannel file) {
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
	 * Whether a JPEG has more scans than any encoder writes. It blocks.
	 * @param jpeg a JPEG whose header has been read
	 * @return false also when the file ends early
	 * @throws IOException when the file cannot be read, or has too many segments
	 */
	public static boolean hasTooManyScans(FileChannel jpeg) throws IOException {
		return JpegHeader.hasTooManyScans(new HeaderInput(jpeg));
	}

	/**
	 * Reads the header of a picture in memory.
	 * @param bytes of the whole picture
	 * @return the header
	 * @throws PictureException when the bytes are no picture or have too many pixels
	 */
	public PictureHeader read(byte[] bytes) {
		return checked(parse(HeaderInput.of(bytes))).header();
	}

	private static Layout parse(FileChannel file) {
		try {
			return parse(new HeaderInput(file));
		}
		catch (IOException ex) {
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
		if (input.is(0, "BM") && (input.is(6, "\0\0\0\0") || BmpHeader.isKnown(input))) {
			return PictureFormat.BMP;
		}
		if (TiffDirectory.isTiff(input, 0) && CameraRaw.format(input) == null) {
			return PictureFormat.TIFF;
		}
		return null;
	}

}
