package dev.tintype.imaging.decode;

import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

import com.luciad.imageio.webp.WebPReadParam;
import dev.tintype.imaging.probe.Layout;
import dev.tintype.imaging.resample.Averaging;
import dev.tintype.imaging.resample.PixelSink;
import dev.tintype.imaging.resample.RowColors;
import dev.tintype.imaging.resample.Size;
import dev.tintype.imaging.work.PictureFormat;

/**
 * Decodes WebP with libwebp, which can scale while it decodes. Because it supports
 * neither animations nor a canvas, it gets the first frame as a separate picture.
 */
final class WebpDecoder {

	private static final int ALPHA = 0x10;

	private static final int RIFF_HEADER = 12;

	private static final int VP8X_CHUNK = 18;

	private WebpDecoder() {
	}

	static PictureDecoder.Decoded decode(FileChannel file, Layout layout, Size size, int step) throws IOException {
		Layout.Part data = layout.data();
		if (data == null) {
			throw new IOException("no frame");
		}
		byte[] frame = standalone(ColorProfiles.bytes(file, data), layout.frame());
		ImageReader reader = Codecs.reader(PictureFormat.WEBP);
		try (MemoryCacheImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(frame))) {
			reader.setInput(stream);
			WebPReadParam param = (WebPReadParam) reader.getDefaultReadParam();
			if (step > 1) {
				param.setUseScaling(true);
				param.setScaledWidth((layout.frame().width() + step - 1) / step);
				param.setScaledHeight((layout.frame().height() + step - 1) / step);
			}
			BufferedImage image = read(reader, param);
			ICC_Profile profile = (layout.profile() != null) ? ColorProfiles.plain(file, layout.profile()) : null;
			return new PictureDecoder.Decoded(canvas(image, layout, size, step), profile);
		}
		finally {
			reader.dispose();
		}
	}

	// The pixels are already averaged and match the reduced canvas exactly. The area
	// around a frame is white.
	private static BufferedImage canvas(BufferedImage image, Layout layout, Size size, int step) {
		int width = (layout.width() + step - 1) / step;
		int height = (layout.height() + step - 1) / step;
		Averaging averaging = new Averaging(new Size(width, height, size.width(), size.height()), 1);
		new PixelSink(RowColors.of(image.getColorModel(), null), averaging).add(image.getRaster(),
				layout.frame().x() / step, layout.frame().y() / step);
		return averaging.finish();
	}

	// A damaged alpha plane usually makes libwebp report that it is out of memory. The
	// wrapper then throws OutOfMemoryError.
	private static BufferedImage read(ImageReader reader, WebPReadParam param) throws IOException {
		try {
			return reader.read(0, param);
		}
		catch (OutOfMemoryError ex) {
			throw new IOException(ex);
		}
	}

	// A frame with a separate alpha plane needs the extended header (RFC 9649, 2.7).
	private static byte[] standalone(byte[] chunks, Layout.Frame frame) {
		boolean alpha = chunks[0] == 'A';
		int length = RIFF_HEADER + (alpha ? VP8X_CHUNK : 0) + chunks.length + (chunks.length & 1);
		ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
		buffer.put(ascii("RIFF")).putInt(length - 8).put(ascii("WEBP"));
		if (alpha) {
			buffer.put(ascii("VP8X")).putInt(10).putInt(ALPHA);
			put24(buffer, frame.width() - 1);
			put24(buffer, frame.height() - 1);
		}
		return buffer.put(chunks).array();
	}

	private static void put24(ByteBuffer buffer, int value) {
		buffer.putShort((short) value).put((byte) (value >> 16));
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
