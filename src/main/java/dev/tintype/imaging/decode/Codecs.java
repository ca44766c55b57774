package dev.tintype.imaging.decode;

import java.util.Iterator;
import java.util.Locale;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriter;

import dev.tintype.imaging.work.PictureFormat;

/**
 * Creates image readers and writers. Each serves one call, and its caller disposes of it.
 */
public final class Codecs {

	static {
		ImageIO.setUseCache(false);
		// ImageIO finds plug-ins through the class loader of the thread that happens to
		// be first.
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		thread.setContextClassLoader(Codecs.class.getClassLoader());
		try {
			ImageIO.scanForPlugins();
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}

	private Codecs() {
	}

	static ImageReader reader(PictureFormat format) {
		return first(ImageIO.getImageReadersByFormatName(format.name().toLowerCase(Locale.ROOT)), format.name());
	}

	/**
	 * Creates a writer.
	 * @param format its name, such as {@code WEBP}
	 * @return a writer that the caller must dispose of
	 */
	public static ImageWriter writer(String format) {
		return first(ImageIO.getImageWritersByFormatName(format.toLowerCase(Locale.ROOT)), format);
	}

	private static <T> T first(Iterator<T> codecs, String format) {
		if (!codecs.hasNext()) {
			throw new IllegalStateException("No codec for " + format);
		}
		return codecs.next();
	}

}
