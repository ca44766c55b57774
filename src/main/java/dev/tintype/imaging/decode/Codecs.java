package dev.tintype.imaging.decode;

import java.util.Iterator;
import java.util.Locale;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriter;

import dev.tintype.imaging.work.PictureFormat;

/**
 * Image readers and writers: each serves one call and is disposed of by its caller.
 */
public final class Codecs {

	static {
		ImageIO.setUseCache(false);
		// ImageIO finds plug-ins through the thread's class loader, whichever thread
		// comes first.
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
	 * A writer.
	 * @param format its name, such as {@code WEBP}
	 * @return to be disposed of
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
