package dev.tintype.imaging.thumbnail;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

import javax.imageio.IIOImage;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

import com.luciad.imageio.webp.WebPWriteParam;
import dev.tintype.imaging.decode.Codecs;

/**
 * Encodes a thumbnail, without metadata.
 */
final class ThumbnailEncoder {

	private static final int METHOD = 4;

	private ThumbnailEncoder() {
	}

	static byte[] encode(BufferedImage image, ThumbnailFormat format, int quality) {
		ImageWriter writer = Codecs.writer(format.name());
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
			ImageWriteParam param = writer.getDefaultWriteParam();
			param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
			if (param instanceof WebPWriteParam webp) {
				webp.setCompressionType("Lossy");
				webp.setMethod(METHOD);
			}
			param.setCompressionQuality(quality / 100f);
			writer.setOutput(stream);
			writer.write(null, new IIOImage(image, null, null), param);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			writer.dispose();
		}
		return bytes.toByteArray();
	}

}
