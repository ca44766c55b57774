package dev.tintype.imaging.metadata;

import java.io.IOException;
import java.util.Set;

import com.drew.imaging.tiff.TiffProcessingException;
import com.drew.imaging.tiff.TiffReader;
import com.drew.lang.ByteArrayReader;
import com.drew.lang.RandomAccessReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifSubIFDDirectory;
import com.drew.metadata.exif.GpsDirectory;
import com.drew.metadata.tiff.DirectoryTiffHandler;
import dev.tintype.imaging.xmp.XmpPacket;
import org.jspecify.annotations.Nullable;

/**
 * Reads the three directories of EXIF that describe a picture. The library's own handler
 * would also read notes of makers, previews and profiles. They cost time, and a hostile
 * file could make them endless.
 */
final class ExifReading extends DirectoryTiffHandler {

	private static final int TIFF = 42;

	private static final int LONGEST_VALUE = 65_536;

	private static final int MOST_DIRECTORIES = 8;

	private static final int MOST_STEPS = 1_000_000;

	private boolean damaged;

	private byte @Nullable [] packet;

	private int directories;

	private int steps;

	private ExifReading() {
		super(new Metadata(), null);
	}

	/**
	 * Reads a block in memory.
	 * @return what it contains, perhaps nothing
	 */
	static ExifReading of(byte[] block) {
		return of(new ByteArrayReader(block));
	}

	/**
	 * Reads a TIFF structure.
	 * @return what it contains, perhaps nothing
	 */
	static ExifReading of(RandomAccessReader reader) {
		ExifReading reading = new ExifReading();
		try {
			new TiffReader().processTiff(reader, reading, 0);
		}
		// The library may throw any exception when a block is damaged.
		catch (IOException | TiffProcessingException | RuntimeException ex) {
			reading.damaged = true;
		}
		return reading;
	}

	ExifFields fields() {
		return ExifFields.of(this._metadata);
	}

	boolean isDamaged() {
		return this.damaged;
	}

	/**
	 * The XMP packet of a TIFF.
	 * @return null if there is none
	 */
	byte @Nullable [] packet() {
		return this.packet;
	}

	@Override
	public void setTiffMarker(int marker) throws TiffProcessingException {
		if (marker != TIFF) {
			throw new TiffProcessingException("no TIFF");
		}
		pushDirectory(ExifIFD0Directory.class);
	}

	@Override
	public boolean tryEnterSubIfd(int tagId) {
		step();
		if (!(this._currentDirectory instanceof ExifIFD0Directory) || this.directories > MOST_DIRECTORIES) {
			return false;
		}
		this.directories++;
		if (tagId == ExifIFD0Directory.TAG_EXIF_SUB_IFD_OFFSET) {
			pushDirectory(ExifSubIFDDirectory.class);
			return true;
		}
		if (tagId == ExifIFD0Directory.TAG_GPS_INFO_OFFSET) {
			pushDirectory(GpsDirectory.class);
			return true;
		}
		this.directories--;
		return false;
	}

	@Override
	public boolean hasFollowerIfd() {
		return false;
	}

	@Override
	public @Nullable Long tryCustomProcessFormat(int tagId, int formatCode, long componentCount) {
		return null;
	}

	@Override
	public boolean customProcessTag(int tagOffset, Set<Integer> processedIfdOffsets, int tiffHeaderOffset,
			RandomAccessReader reader, int tagId, int byteCount) throws IOException {
		step();
		if (tagId == ExifDirectoryBase.TAG_APPLICATION_NOTES && this._currentDirectory instanceof ExifIFD0Directory
				&& this.packet == null && byteCount > 0) {
			// A byte over the limit makes the reader of the packet report it.
			int most = XmpPacket.LONGEST + 1;
			this.packet = reader.getBytes(tagOffset, Math.min(byteCount, most));
			return true;
		}
		return byteCount < 0 || byteCount > LONGEST_VALUE || !ExifFields.isUsed(this._currentDirectory, tagId);
	}

	// The library calls this for each value and each pointer. Where it is called too
	// often, a file has been made to keep a reader busy.
	private void step() {
		if (++this.steps > MOST_STEPS) {
			throw new IllegalStateException("too many values");
		}
	}

	@Override
	public void warn(String message) {
		this.damaged = true;
	}

	@Override
	public void error(String message) {
		this.damaged = true;
	}

}
