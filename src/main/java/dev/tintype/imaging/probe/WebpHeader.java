package dev.tintype.imaging.probe;

import java.io.IOException;

import dev.tintype.imaging.work.PictureFormat;
import org.jspecify.annotations.Nullable;

/**
 * Reads the chunks of a WebP (RFC 9649): the canvas, the place of the first frame, and
 * the EXIF orientation.
 */
final class WebpHeader {

	private static final int EXIF = 0x08;

	private static final int ANIMATION = 0x02;

	private final HeaderInput input;

	private final long end;

	private WebpHeader(HeaderInput input) throws IOException {
		this.input = input;
		this.end = Math.min(input.size(), 8 + input.u32le(4));
	}

	static Layout read(HeaderInput input) throws IOException {
		WebpHeader header = new WebpHeader(input);
		if (input.is(12, "VP8X")) {
			return header.extended();
		}
		return header.frame(12, header.end, null);
	}

	private Layout extended() throws IOException {
		int flags = this.input.u8(20);
		Layout layout = Layout.of(PictureFormat.WEBP, 1L + this.input.u24le(24), 1L + this.input.u24le(27));
		boolean complete = false;
		int frames = 0;
		long at = 12;
		while (at + 8 <= this.end && !(complete && (flags & (EXIF | ANIMATION)) == 0)) {
			this.input.step();
			long data = at + 8;
			long length = this.input.u32le(at + 4);
			if (this.input.is(at, "ICCP")) {
				layout = layout.profile(new Layout.Part(data, length));
			}
			else if (this.input.is(at, "EXIF")) {
				long tiff = this.input.is(data, "Exif\0\0") ? data + 6 : data;
				layout = layout.oriented(TiffHeader.orientation(this.input, tiff, data + length));
			}
			else if (this.input.is(at, "ANMF") && ++frames == 1) {
				layout = frame(data + 16, data + length, layout);
				layout = layout.frame(new Layout.Frame(2 * this.input.u24le(data), 2 * this.input.u24le(data + 3),
						layout.frame().width(), layout.frame().height()));
				complete = true;
			}
			else if (!complete && (this.input.is(at, "VP8") || this.input.is(at, "ALPH"))
					&& !this.input.is(at, "VP8X")) {
				layout = frame(at, this.end, layout);
				complete = true;
			}
			at = data + length + (length & 1);
		}
		if (!complete) {
			throw new IOException("no frame");
		}
		return layout.frames(frames);
	}

	// The frame that begins at an offset: an optional ALPH chunk, then VP8 or VP8L.
	private Layout frame(long from, long to, @Nullable Layout canvas) throws IOException {
		long at = from;
		long alpha = 0;
		while (at + 8 <= to) {
			this.input.step();
			long length = this.input.u32le(at + 4);
			boolean lossless = this.input.is(at, "VP8L");
			if (lossless || this.input.is(at, "VP8 ")) {
				Layout own = lossless ? lossless(at + 8) : lossy(at + 8);
				long pixels = own.pixels();
				long last = Math.min(at + 8 + length, this.input.size());
				Layout layout = (canvas != null) ? canvas.frame(own.frame()) : own;
				return layout.data(new Layout.Part(from, last - from))
					.needing(2 * (last - from), lossless ? pixels * 4 : alpha * pixels);
			}
			if (this.input.is(at, "ALPH")) {
				alpha = 1;
			}
			at += 8 + length + (length & 1);
		}
		throw new IOException("no frame");
	}

	private Layout lossy(long at) throws IOException {
		if (this.input.u24le(at + 3) != 0x2A019D) {
			throw new IOException("no key frame");
		}
		return Layout.of(PictureFormat.WEBP, this.input.u16le(at + 6) & 0x3FFF, this.input.u16le(at + 8) & 0x3FFF);
	}

	private Layout lossless(long at) throws IOException {
		if (this.input.u8(at) != 0x2F) {
			throw new IOException("no signature");
		}
		long bits = this.input.u32le(at + 1);
		return Layout.of(PictureFormat.WEBP, 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF));
	}

}
