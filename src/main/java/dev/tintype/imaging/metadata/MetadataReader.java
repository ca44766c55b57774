package dev.tintype.imaging.metadata;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.tintype.imaging.container.Block;
import dev.tintype.imaging.container.PictureBlocks;
import dev.tintype.imaging.work.PictureFormat;
import dev.tintype.imaging.xmp.BrokenXmpException;
import dev.tintype.imaging.xmp.Coordinates;
import dev.tintype.imaging.xmp.XmpFields;
import dev.tintype.imaging.xmp.XmpPacket;
import dev.tintype.support.Texts;
import org.jspecify.annotations.Nullable;

/**
 * Reads the metadata of a picture. What is damaged or over a limit becomes a remark, and
 * the rest is read. Memory and work are bounded, whatever a file contains. An instance
 * serves one picture on one thread, which must not be that of an event loop.
 */
public final class MetadataReader {

	private final FileChannel file;

	private final PictureFormat format;

	private final List<String> remarks = new ArrayList<>();

	private ExifFields exif = ExifFields.NONE;

	private XmpFields xmp = XmpFields.NONE;

	private MetadataReader(FileChannel file, PictureFormat format) {
		this.file = file;
		this.format = format;
	}

	/**
	 * Reads a file.
	 * @param file an open picture
	 * @param format of the file
	 * @param sidecar an XMP packet beside the file, whose values take precedence; null if
	 * there is none
	 * @param originalFilename may contain a date; null if it must not count
	 * @return the metadata; a file without any gives empty fields
	 */
	public static PictureMetadata read(FileChannel file, PictureFormat format, byte @Nullable [] sidecar,
			@Nullable String originalFilename) {
		MetadataReader reader = new MetadataReader(file, format);
		reader.readFile();
		if (sidecar != null) {
			XmpFields beside = reader.packet(sidecar);
			reader.xmp = beside.or(reader.xmp);
		}
		return reader.result(originalFilename);
	}

	/**
	 * Reads when a picture was taken.
	 * @param file an open picture
	 * @param format of the file
	 * @return the first valid date of EXIF, as the clock on the wall showed it; null if
	 * there is none, or it cannot be read
	 */
	public static @Nullable LocalDateTime takenAt(FileChannel file, PictureFormat format) {
		try {
			PictureBlocks blocks = PictureBlocks.of(file, format);
			Block block = (blocks != null) ? blocks.first(Block.Kind.EXIF) : null;
			if (block != null && block.dataLength() <= PictureBlocks.LONGEST) {
				return ExifReading.of(PictureBlocks.read(file, block)).fields().takenAt();
			}
			return (format == PictureFormat.TIFF) ? ExifReading.of(new WindowReader(file)).fields().takenAt() : null;
		}
		catch (IOException ex) {
			return null;
		}
	}

	private void readFile() {
		try {
			PictureBlocks blocks = PictureBlocks.of(this.file, this.format);
			if (blocks != null) {
				readBlocks(blocks);
			}
			else if (this.format == PictureFormat.TIFF) {
				readExif(ExifReading.of(new WindowReader(this.file)));
			}
		}
		catch (IOException ex) {
			this.remarks.add("The metadata cannot be read, because the file is damaged.");
		}
	}

	private void readBlocks(PictureBlocks blocks) throws IOException {
		Block block = blocks.first(Block.Kind.EXIF);
		if (block != null && block.dataLength() > PictureBlocks.LONGEST) {
			this.remarks.add("The EXIF block has over 1 MiB.");
		}
		else if (block != null) {
			readExif(ExifReading.of(PictureBlocks.read(this.file, block)));
		}
		byte[] packet = blocks.packet(this.file);
		if (packet != null) {
			this.xmp = packet(packet);
		}
		byte[] extended = ExtendedPacket.read(this.file, blocks);
		if (extended != null) {
			this.xmp = this.xmp.or(packet(extended));
		}
	}

	private void readExif(ExifReading reading) {
		this.exif = reading.fields();
		if (reading.isDamaged()) {
			this.remarks.add("Parts of the EXIF block are damaged.");
		}
		byte[] packet = reading.packet();
		if (packet != null) {
			this.xmp = packet(packet);
		}
	}

	private XmpFields packet(byte[] packet) {
		try {
			return XmpPacket.read(packet);
		}
		catch (BrokenXmpException ex) {
			this.remarks.add(ex.getMessage());
			return XmpFields.NONE;
		}
	}

	// Only what the values that count have lost.
	private void remarkLosses() {
		if (this.xmp.isCut()) {
			this.remarks
				.add("The description has over " + Texts.TEXT_LENGTH + " characters. Only its beginning is used.");
		}
		if (this.xmp.lostKeywords() > 0) {
			this.remarks.add(this.xmp.lostKeywords() + " keywords are left out. At most " + XmpFields.MOST_ITEMS
					+ " keywords of " + Texts.NAME_LENGTH + " characters each are used.");
		}
	}

	private PictureMetadata result(@Nullable String name) {
		remarkLosses();
		int orientation = this.exif.orientation();
		Dated dated = dated(name);
		Coordinates inXmp = this.xmp.coordinates();
		boolean isXmpFirst = inXmp != null && (this.xmp.isPlaceCorrected() || this.exif.coordinates() == null);
		Coordinates coordinates = isXmpFirst ? inXmp : this.exif.coordinates();
		String placedBy = isXmpFirst ? PictureMetadata.XMP : PictureMetadata.EXIF;
		return new PictureMetadata(this.exif.values(), this.exif.camera(), this.exif.lens(), dated.at(), dated.source(),
				this.exif.takenAt(), coordinates, (coordinates != null) ? placedBy : null, this.xmp.description(),
				this.xmp.keywords(), Math.max(0, this.xmp.rating()), this.xmp.rating() < 0, this.xmp.people(),
				this.xmp.event(), this.xmp.regions().stream().map((face) -> face.displayed(orientation)).toList(),
				this.remarks.isEmpty() ? null : String.join(" ", this.remarks));
	}

	private Dated dated(@Nullable String name) {
		LocalDateTime exifDate = this.exif.takenAt();
		LocalDateTime xmpDate = TakenAt.first(Stream.ofNullable(this.xmp.created()).toList());
		if (xmpDate != null && (this.xmp.isDateCorrected() || exifDate == null)) {
			return new Dated(xmpDate, PictureMetadata.XMP);
		}
		if (exifDate != null) {
			return new Dated(exifDate, PictureMetadata.EXIF);
		}
		LocalDateTime nameDate = TakenAt.inName(name);
		return new Dated(nameDate, (nameDate != null) ? PictureMetadata.NAME : null);
	}

	/**
	 * A date and its source.
	 */
	private record Dated(@Nullable LocalDateTime at, @Nullable String source) {
	}

}
