package dev.tintype.caption.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;

import dev.tintype.caption.file.SidecarText;

/**
 * Writes a ZIP of text files. The libraries keep the directory of a ZIP in memory, which
 * is too much for a million files. Here it waits in a temporary file. Files are stored
 * without compression, and have sizes before their bytes, so that the ZIP can be read as
 * a stream.
 */
final class KohyaZip implements CaptionEncoder {

	private static final int LOCAL = 0x04034b50;

	private static final int CENTRAL = 0x02014b50;

	private static final int END = 0x06054b50;

	private static final int END_64 = 0x06064b50;

	private static final int LOCATOR_64 = 0x07064b50;

	private static final short VERSION = 20;

	private static final short VERSION_64 = 45;

	/** The names are UTF-8. */
	private static final short UTF_8 = 1 << 11;

	/** 1980-01-01, the first day of a ZIP. The same captions give the same bytes. */
	private static final int TIME = (1 << 21) | (1 << 16);

	private static final long MOST_32 = 0xffffffffL;

	private static final int MOST_16 = 0xffff;

	/** The bytes of an extra field with one number of 64 bits. */
	private static final short EXTRA_64 = 12;

	private final UnnamedFile directory;

	private final String extension;

	private long offset;

	private long entries;

	private boolean ended;

	KohyaZip(UnnamedFile directory, String extension) {
		this.directory = directory;
		this.extension = extension;
	}

	@Override
	public byte[] rows(List<ExportedCaption> captions) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		for (ExportedCaption caption : captions) {
			byte[] name = (caption.fileName() + this.extension).getBytes(StandardCharsets.UTF_8);
			byte[] text = SidecarText.write(caption.text());
			CRC32 crc = new CRC32();
			crc.update(text);
			out.writeBytes(local(name, text, (int) crc.getValue()));
			this.directory.write(central(name, text, (int) crc.getValue()));
			this.offset += LOCAL_BYTES + name.length + text.length;
			this.entries++;
		}
		return out.toByteArray();
	}

	private static final int LOCAL_BYTES = 30;

	private static byte[] local(byte[] name, byte[] text, int crc) {
		return buffer(LOCAL_BYTES + name.length + text.length).putInt(LOCAL)
			.putShort(VERSION)
			.putShort(UTF_8)
			.putShort((short) 0)
			.putInt(TIME)
			.putInt(crc)
			.putInt(text.length)
			.putInt(text.length)
			.putShort((short) name.length)
			.putShort((short) 0)
			.put(name)
			.put(text)
			.array();
	}

	private byte[] central(byte[] name, byte[] text, int crc) {
		boolean large = this.offset >= MOST_32;
		ByteBuffer entry = buffer(46 + name.length + (large ? EXTRA_64 : 0)).putInt(CENTRAL)
			.putShort(large ? VERSION_64 : VERSION)
			.putShort(large ? VERSION_64 : VERSION)
			.putShort(UTF_8)
			.putShort((short) 0)
			.putInt(TIME)
			.putInt(crc)
			.putInt(text.length)
			.putInt(text.length)
			.putShort((short) name.length)
			.putShort(large ? EXTRA_64 : 0)
			.putShort((short) 0)
			.putShort((short) 0)
			.putShort((short) 0)
			.putInt(0)
			.putInt((int) Math.min(this.offset, MOST_32))
			.put(name);
		return large ? entry.putShort((short) 1).putShort((short) 8).putLong(this.offset).array() : entry.array();
	}

	@Override
	public byte[] rest(int most) throws IOException {
		if (!this.ended) {
			this.ended = true;
			this.directory.write(end(this.directory.size()));
		}
		return this.directory.read(most);
	}

	private byte[] end(long size) {
		boolean large = this.entries >= MOST_16 || this.offset + size >= MOST_32;
		ByteBuffer end = buffer(22 + (large ? 56 + 20 : 0));
		if (large) {
			end.putInt(END_64).putLong(44).putShort(VERSION_64).putShort(VERSION_64).putInt(0).putInt(0);
			end.putLong(this.entries).putLong(this.entries).putLong(size).putLong(this.offset);
			end.putInt(LOCATOR_64).putInt(0).putLong(this.offset + size).putInt(1);
		}
		short count = (short) Math.min(this.entries, MOST_16);
		end.putInt(END).putShort((short) 0).putShort((short) 0).putShort(count).putShort(count);
		end.putInt((int) Math.min(size, MOST_32)).putInt((int) Math.min(this.offset, MOST_32));
		return end.putShort((short) 0).array();
	}

	private static ByteBuffer buffer(int bytes) {
		return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
	}

	@Override
	public void close() throws IOException {
		this.directory.close();
	}

}
