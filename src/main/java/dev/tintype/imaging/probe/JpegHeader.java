package dev.tintype.imaging.probe;

import java.io.EOFException;
import java.io.IOException;

import dev.tintype.imaging.work.PictureException;
import dev.tintype.imaging.work.PictureFormat;
import org.jspecify.annotations.Nullable;

/**
 * Reads the size and EXIF orientation of a JPEG, and how much memory its decoder needs
 * (ITU-T T.81, annex B).
 */
final class JpegHeader {

	private static final long FIRST = 2;

	private static final int SOS = 0xDA;

	private static final int EOI = 0xD9;

	private static final int APP1 = 0xE1;

	private static final int APP2 = 0xE2;

	private static final int PROGRESSIVE = 0xC2;

	private static final int LOSSLESS = 0xC3;

	private static final int JPEG_LS = 0xF7;

	// ICC.1:2022, B.4: a name, the number of the piece and the number of pieces.
	private static final String PROFILE = "ICC_PROFILE\0";

	private static final int PROFILE_HEADER = PROFILE.length() + 2;

	// Common scripts write 10 scans; no known encoder writes more than a few dozen.
	private static final int MAX_SCANS = 64;

	private final HeaderInput input;

	private int orientation;

	// The offset of the frame's marker; 0 until it is found.
	private long frameAt;

	private int profilePieces;

	private Layout.@Nullable Part profile;

	private JpegHeader(HeaderInput input) {
		this.input = input;
	}

	static Layout read(HeaderInput input) throws IOException {
		JpegHeader header = new JpegHeader(input);
		long scanAt = header.walk(FIRST);
		return header.layout(scanAt);
	}

	/**
	 * Whether a picture has more scans than any encoder writes. Each scan costs a pass
	 * over all pixels, however few bytes it has, and a decoder that has read its input
	 * cannot be stopped.
	 * @param input a JPEG whose header has been read
	 * @return false also when the file ends early
	 * @throws IOException when the file cannot be read, or has too many segments
	 */
	static boolean hasTooManyScans(HeaderInput input) throws IOException {
		JpegHeader header = new JpegHeader(input);
		try {
			long at = FIRST;
			for (int scans = 0; scans <= MAX_SCANS; scans++) {
				at = header.walk(at);
				at += 2 + input.u16(at + 2);
			}
			return true;
		}
		catch (EOFException ex) {
			return false;
		}
	}

	// Goes to the next scan. Only there is it known how many components share a scan.
	private long walk(long from) throws IOException {
		long at = from;
		while (true) {
			int marker = (this.input.u8(at) == 0xFF) ? this.input.u8(at + 1) : 0;
			boolean coded = isFill(marker) || isAlone(marker);
			// The coded data of a scan may have any length. Before the first scan there
			// should be none.
			if (!coded || from == FIRST) {
				this.input.step();
			}
			if (marker == SOS) {
				return at;
			}
			if (coded) {
				at += isFill(marker) ? 1 : 2;
			}
			else {
				int length = this.input.u16(at + 2);
				if (marker == EOI || length < 2) {
					throw new EOFException();
				}
				segment(marker, at, at + 2 + length);
				at += 2 + length;
			}
		}
	}

	private void segment(int marker, long at, long end) throws IOException {
		if (marker == APP1 && this.orientation == 0 && this.input.is(at + 4, "Exif\0\0")) {
			this.orientation = TiffHeader.orientation(this.input, at + 10, end);
		}
		if (marker == APP2 && end - at > 4 + PROFILE_HEADER && this.input.is(at + 4, PROFILE)) {
			this.profilePieces++;
			long from = at + 4 + PROFILE_HEADER;
			this.profile = new Layout.Part(from, end - from);
		}
		if (isFrame(marker) && this.frameAt == 0) {
			this.frameAt = at;
		}
	}

	private Layout layout(long scanAt) throws IOException {
		if (this.frameAt == 0) {
			throw new IOException("no frame");
		}
		int marker = this.input.u8(this.frameAt + 1);
		int components = this.input.u8(this.frameAt + 9);
		refuse(marker);
		Layout layout = Layout.of(PictureFormat.JPEG, this.input.u16(this.frameAt + 7),
				this.input.u16(this.frameAt + 5));
		boolean whole = isProgressive(marker) || this.input.u8(scanAt + 4) < components;
		long heap = (marker == LOSSLESS) ? layout.pixels() * components * 6 : 0;
		boolean usual = isUsual(marker, components);
		return layout.oriented(Math.max(1, this.orientation))
			.needing(heap, whole ? coefficients(layout) : 0)
			.profile(usual ? this.profile : null)
			.usual(usual);
	}

	private void refuse(int marker) throws IOException {
		int bits = this.input.u8(this.frameAt + 4);
		String feature = switch (marker) {
			case 0xC5, 0xC6, 0xC7, 0xCD, 0xCE, 0xCF -> "hierarchical coding";
			case 0xC9, 0xCA, 0xCB -> "arithmetic coding";
			case JPEG_LS -> "JPEG-LS coding";
			case LOSSLESS -> null;
			default -> (bits != 8) ? "samples of " + bits + " bits" : null;
		};
		if (feature != null) {
			throw PictureException.unsupportedFeature(PictureFormat.JPEG, feature);
		}
	}

	private boolean isUsual(int marker, int components) throws IOException {
		return marker <= PROGRESSIVE && this.input.u8(this.frameAt + 4) == 8 && (components == 1 || components == 3)
				&& this.profilePieces <= 1;
	}

	// A decoder that must read all scans before it can output a row holds every
	// coefficient, in two bytes each.
	private long coefficients(Layout layout) throws IOException {
		int components = this.input.u8(this.frameAt + 9);
		int most = 1;
		long sum = 0;
		for (int i = 0; i < components; i++) {
			int sampling = this.input.u8(this.frameAt + 11 + 3L * i);
			int area = (sampling >> 4) * (sampling & 0xF);
			most = Math.max(most, area);
			sum += area;
		}
		return layout.pixels() * 2 * sum / most;
	}

	private static boolean isFill(int code) {
		return code == 0xFF || code == 0;
	}

	private static boolean isAlone(int marker) {
		return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
	}

	private static boolean isFrame(int marker) {
		return marker == JPEG_LS
				|| (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC);
	}

	private static boolean isProgressive(int marker) {
		return (marker & 0x3) == 2;
	}

}
