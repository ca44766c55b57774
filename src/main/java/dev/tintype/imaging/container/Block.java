package dev.tintype.imaging.container;

/**
 * A run of bytes of a picture file.
 *
 * @param kind what it holds
 * @param at where the block begins in the file, with its marker or header
 * @param length of the whole block in bytes
 * @param dataAt where the content begins, after the names that precede it
 * @param dataLength of the content in bytes
 */
public record Block(Kind kind, long at, long length, long dataAt, long dataLength) {

	static Block other(long at, long length) {
		return new Block(Kind.OTHER, at, length, at, length);
	}

	/**
	 * Where the block ends.
	 * @return the offset after its last byte
	 */
	public long end() {
		return this.at + this.length;
	}

	/**
	 * What a block holds.
	 */
	public enum Kind {

		/** What the format requires first: a JFIF segment, or the header of a PNG. */
		START,

		/** A TIFF structure of EXIF. */
		EXIF,

		/** An XMP packet. */
		XMP,

		/** An XMP packet that is compressed with zlib. */
		DEFLATED_XMP,

		/** A piece of the second packet of a JPEG, whose first is full. */
		EXTENDED_XMP,

		/** A colour profile. */
		PROFILE,

		/** The header of an extended WebP. */
		EXTENDED_HEADER,

		/** A frame of a WebP with loss. */
		LOSSY,

		/** A frame of a WebP without loss. */
		LOSSLESS,

		/** Anything else, and pixels. */
		OTHER

	}

}
