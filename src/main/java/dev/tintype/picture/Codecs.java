package dev.tintype.picture;

import java.util.Iterator;
import java.util.Locale;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriter;

/**
 * Image readers and writers: each serves one call and is disposed of by its caller.
 */
final class Codecs {

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
		return first(ImageIO.getImageReadersByFormatName(format.name().toLowerCase(Locale.ROOT)), format);
	}

	static ImageWriter writer(ThumbnailFormat format) {
		return first(ImageIO.getImageWritersByFormatName(format.name().toLowerCase(Locale.ROOT)), format);
	}

	private static <T> T first(Iterator<T> codecs, Enum<?> format) {
		if (!codecs.hasNext()) {
			throw new IllegalStateException("No codec for " + format);
		}
		return codecs.next();
	}

}
