package dev.tintype.web.http;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * A place in a listing: the sort keys of the last row before the next page. It stays
 * valid while rows are added and deleted, and costs the same on every page (ADR 3).
 *
 * @param order the name of the listing's order, so that a cursor of another order is
 * refused
 * @param values the row's sort keys, each an {@link Instant}, {@link Long},
 * {@link String} or {@link UUID}
 * @param filter the digest of the listing's filter, so that a cursor of another filter is
 * refused; 0 without a filter
 */
public record Cursor(String order, List<Object> values, long filter) {

	private static final int CHECKSUM_BYTES = 4;

	private static final int HEAD_BYTES = CHECKSUM_BYTES + Long.BYTES + 1;

	/** The size of the longest value other than a text, with its type. */
	private static final int VALUE_BYTES = 17;

	/**
	 * Encodes the cursor for clients.
	 * @return characters that are safe in a URL
	 */
	public String encode() {
		byte[] name = this.order.getBytes(StandardCharsets.UTF_8);
		List<byte[]> written = this.values.stream().map(Cursor::bytes).toList();
		ByteBuffer buffer = ByteBuffer
			.allocate(HEAD_BYTES + name.length + written.stream().mapToInt((value) -> value.length).sum());
		buffer.putInt(0).putLong(this.filter).put((byte) name.length).put(name);
		written.forEach(buffer::put);
		buffer.putInt(0, checksum(buffer.array()));
		return Base64.getUrlEncoder().withoutPadding().encodeToString(buffer.array());
	}

	/**
	 * Reads the result of {@link #encode()}.
	 * @param text the text that a client sent
	 * @return the cursor
	 * @throws ProblemException of type {@link ProblemType#INVALID_CURSOR} if it is
	 * damaged
	 */
	public static Cursor decode(String text) {
		try {
			byte[] bytes = Base64.getUrlDecoder().decode(text);
			ByteBuffer buffer = ByteBuffer.wrap(bytes);
			if (bytes.length < HEAD_BYTES || buffer.getInt() != checksum(bytes)) {
				throw damaged();
			}
			long filter = buffer.getLong();
			String order = text(buffer, buffer.get());
			List<Object> values = new ArrayList<>();
			while (buffer.hasRemaining()) {
				values.add(value(buffer));
			}
			Cursor cursor = new Cursor(order, List.copyOf(values), filter);
			// Base64 has several forms of the same bytes, and anybody can compute the
			// checksum.
			if (!cursor.encode().equals(text)) {
				throw damaged();
			}
			return cursor;
		}
		catch (IllegalArgumentException | BufferUnderflowException | DateTimeException ex) {
			throw damaged();
		}
	}

	/**
	 * Creates the problem of a cursor that no listing has created.
	 * @return a problem of type {@link ProblemType#INVALID_CURSOR}
	 */
	public static ProblemException damaged() {
		return new ProblemException(ProblemType.INVALID_CURSOR, "The cursor is damaged.");
	}

	private static byte[] bytes(Object value) {
		if (value instanceof String text) {
			byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
			return ByteBuffer.allocate(1 + Integer.BYTES + bytes.length)
				.put((byte) 't')
				.putInt(bytes.length)
				.put(bytes)
				.array();
		}
		ByteBuffer buffer = ByteBuffer.allocate(VALUE_BYTES);
		if (value instanceof Instant moment) {
			buffer.put((byte) 'm').putLong(moment.getEpochSecond()).putInt(moment.getNano());
		}
		else if (value instanceof UUID id) {
			buffer.put((byte) 'i').putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
		}
		else {
			buffer.put((byte) 'n').putLong((Long) value);
		}
		byte[] bytes = new byte[buffer.position()];
		buffer.flip().get(bytes);
		return bytes;
	}

	private static Object value(ByteBuffer buffer) {
		return switch (buffer.get()) {
			case 't' -> text(buffer, buffer.getInt());
			case 'm' -> Instant.ofEpochSecond(buffer.getLong(), buffer.getInt());
			case 'i' -> new UUID(buffer.getLong(), buffer.getLong());
			case 'n' -> buffer.getLong();
			default -> throw damaged();
		};
	}

	private static String text(ByteBuffer buffer, int length) {
		if (length < 0 || length > buffer.remaining()) {
			throw damaged();
		}
		byte[] bytes = new byte[length];
		buffer.get(bytes);
		return new String(bytes, StandardCharsets.UTF_8);
	}

	private static int checksum(byte[] bytes) {
		CRC32 crc = new CRC32();
		crc.update(bytes, CHECKSUM_BYTES, bytes.length - CHECKSUM_BYTES);
		return (int) crc.getValue();
	}

}
