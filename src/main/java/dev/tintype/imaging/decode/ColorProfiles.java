package dev.tintype.imaging.decode;

import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.InflaterInputStream;

import com.twelvemonkeys.imageio.color.ColorSpaces;
import dev.tintype.imaging.probe.Layout;
import org.jspecify.annotations.Nullable;

/**
 * ICC profiles that image readers leave alone. A damaged one is as good as none: the
 * picture can still be shown.
 */
public final class ColorProfiles {

	private static final int MAX_BYTES = 4 * 1024 * 1024;

	private ColorProfiles() {
	}

	/**
	 * The profile of a PNG.
	 * @param file where it is
	 * @param part its deflated bytes
	 * @return nothing when it is sRGB's, damaged, absurdly long or not of an RGB space
	 */
	static @Nullable ICC_Profile deflated(FileChannel file, Layout.Part part) {
		try (InputStream inflated = new InflaterInputStream(new ByteArrayInputStream(bytes(file, part)))) {
			return profile(inflated.readNBytes(MAX_BYTES));
		}
		catch (IOException ex) {
			return null;
		}
	}

	/**
	 * The profile of a WebP or JPEG.
	 * @param file where it is
	 * @param part its bytes
	 * @return nothing when it is sRGB's, damaged, absurdly long or not of an RGB space
	 */
	static @Nullable ICC_Profile plain(FileChannel file, Layout.Part part) {
		try {
			return profile(bytes(file, part));
		}
		catch (IOException ex) {
			return null;
		}
	}

	/**
	 * Turns stored numbers into sRGB.
	 * @param image of type INT_RGB; its pixels are replaced
	 * @param profile of an RGB space
	 */
	public static void convert(BufferedImage image, ICC_Profile profile) {
		WritableRaster raster = image.getRaster();
		ICC_Profile target = ((ICC_ColorSpace) ColorSpace.getInstance(ColorSpace.CS_sRGB)).getProfile();
		try {
			WritableRaster converted = raster.createCompatibleWritableRaster();
			new ColorConvertOp(new ICC_Profile[] { profile, target }, null).filter(raster, converted);
			raster.setRect(converted);
		}
		catch (CMMException | IllegalArgumentException ex) {
			// The picture stays as it was.
			return;
		}
	}

	/**
	 * Reads a run of bytes.
	 * @param file where they are
	 * @param part which, no longer than a Java array
	 * @return as many as there are
	 * @throws IOException when the file cannot be read or ends before
	 */
	static byte[] bytes(FileChannel file, Layout.Part part) throws IOException {
		if (part.length() > file.size() - part.at()) {
			throw new IOException("cut short");
		}
		ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(part.length()));
		while (buffer.hasRemaining() && file.read(buffer, part.at() + buffer.position()) > 0) {
			Thread.onSpinWait();
		}
		return buffer.array();
	}

	private static @Nullable ICC_Profile profile(byte[] bytes) {
		try {
			ICC_Profile profile = ICC_Profile.getInstance(bytes);
			return (profile.getColorSpaceType() == ColorSpace.TYPE_RGB
					&& !ColorSpaces.createColorSpace(profile).isCS_sRGB()) ? profile : null;
		}
		catch (IllegalArgumentException | CMMException ex) {
			return null;
		}
	}

}
