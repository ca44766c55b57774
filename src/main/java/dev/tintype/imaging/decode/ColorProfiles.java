package dev.tintype.imaging.decode;

import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferInt;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.zip.InflaterInputStream;

import com.twelvemonkeys.imageio.color.ColorSpaces;
import dev.tintype.imaging.probe.Layout;
import org.jspecify.annotations.Nullable;

/**
 * Applies the ICC profiles that image readers ignore. A damaged profile is ignored too,
 * because the picture can still be shown.
 */
public final class ColorProfiles {

	private static final int MAX_BYTES = 4 * 1024 * 1024;

	private ColorProfiles() {
	}

	/**
	 * The profile of a PNG.
	 * @param part its deflated bytes
	 * @return null when the profile is sRGB, damaged, too long or of a space that is
	 * neither RGB nor gray
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
	 * @param part its bytes
	 * @return null when the profile is sRGB, damaged, too long or of a space that is
	 * neither RGB nor gray
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
	 * Whether samples of a colour space must be converted to sRGB.
	 * @return false for sRGB, for gray without a profile, which Java treats as linear
	 * light, and for spaces other than RGB and gray
	 */
	static boolean isOther(ColorSpace space) {
		return switch (space.getType()) {
			case ColorSpace.TYPE_RGB -> !space.isCS_sRGB();
			case ColorSpace.TYPE_GRAY -> !space.equals(ColorSpace.getInstance(ColorSpace.CS_GRAY));
			default -> false;
		};
	}

	/**
	 * Converts stored samples to sRGB. A profile that cannot be applied is ignored.
	 * @param image of type INT_RGB; its pixels are replaced
	 * @param profile of an RGB space, or of a gray space, which does not change a picture
	 * with colours
	 */
	public static void convert(BufferedImage image, ICC_Profile profile) {
		WritableRaster raster = image.getRaster();
		try {
			if (profile.getColorSpaceType() == ColorSpace.TYPE_GRAY) {
				convertGray(((DataBufferInt) raster.getDataBuffer()).getData(), profile);
				return;
			}
			WritableRaster converted = raster.createCompatibleWritableRaster();
			toSrgb(profile, raster, converted);
			raster.setRect(converted);
		}
		catch (CMMException | IllegalArgumentException ex) {
			// The picture keeps its pixels.
			return;
		}
	}

	private static void convertGray(int[] pixels, ICC_Profile profile) {
		if (Arrays.stream(pixels).anyMatch((pixel) -> (pixel & 0xFFFFFF) != (pixel & 0xFF) * 0x010101)) {
			return;
		}
		int levels = 1 << Byte.SIZE;
		WritableRaster gray = Raster.createBandedRaster(DataBuffer.TYPE_BYTE, levels, 1, 1, null);
		for (int i = 0; i < levels; i++) {
			gray.setSample(i, 0, 0, i);
		}
		WritableRaster converted = Raster.createBandedRaster(DataBuffer.TYPE_BYTE, levels, 1, 3, null);
		toSrgb(profile, gray, converted);
		for (int i = 0; i < pixels.length; i++) {
			pixels[i] = converted.getSample(pixels[i] & 0xFF, 0, 1) * 0x010101;
		}
	}

	private static void toSrgb(ICC_Profile profile, Raster source, WritableRaster target) {
		ICC_Profile srgb = ((ICC_ColorSpace) ColorSpace.getInstance(ColorSpace.CS_sRGB)).getProfile();
		new ColorConvertOp(new ICC_Profile[] { profile, srgb }, null).filter(source, target);
	}

	/**
	 * Reads a part of a file.
	 * @param part no longer than a Java array
	 * @return all its bytes
	 * @throws IOException when the file cannot be read or ends before the part does
	 */
	static byte[] bytes(FileChannel file, Layout.Part part) throws IOException {
		if (part.length() > file.size() - part.at()) {
			throw new IOException("truncated");
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
			boolean gray = profile.getColorSpaceType() == ColorSpace.TYPE_GRAY;
			return (gray || isOther(ColorSpaces.createColorSpace(profile))) ? profile : null;
		}
		catch (IllegalArgumentException | CMMException ex) {
			return null;
		}
	}

}
