package dev.tintype.web.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import java.util.zip.CRC32;

import dev.tintype.support.Texts;

/**
 * A place in a listing: the sort key and the id of the row behind which it goes on. It
 * stays right while rows come and go, and costs the same on every page.
 *
 * @param order the listing's order, so that a cursor is not taken for one of another
 * @param key the row's sort key as text
 * @param id the row's id, which breaks ties
 */
public record Cursor(String order, String key, UUID id) {

	private static final int CHECKSUM_BYTES = 4;

	private static final int ID_BYTES = 16;

	/** Later than any row, and within what the databases can hold. */
	private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

	/**
	 * The form in which clients hold it.
	 * @return characters that are safe in a URL
	 */
	public String encode() {
		byte[] orderBytes = this.order.getBytes(StandardCharsets.UTF_8);
		byte[] keyBytes = this.key.getBytes(StandardCharsets.UTF_8);
		ByteBuffer buffer = ByteBuffer.allocate(CHECKSUM_BYTES + ID_BYTES + 1 + orderBytes.length + keyBytes.length);
		buffer.putInt(0)
			.putLong(this.id.getMostSignificantBits())
			.putLong(this.id.getLeastSignificantBits())
			.put((byte) orderBytes.length)
			.put(orderBytes)
			.put(keyBytes);
		buffer.putInt(0, checksum(buffer.array()));
		return Base64.getUrlEncoder().withoutPadding().encodeToString(buffer.array());
	}

	/**
	 * Reads what {@link #encode()} made.
	 * @param text from a client
	 * @param order the order of the listing that it is used for
	 * @return the cursor
	 * @throws ProblemException of type {@link ProblemType#INVALID_CURSOR} when it is
	 * damaged or belongs to another order
	 */
	public static Cursor decode(String text, String order) {
		try {
			byte[] bytes = Base64.getUrlDecoder().decode(text);
			ByteBuffer buffer = ByteBuffer.wrap(bytes);
			if (bytes.length <= CHECKSUM_BYTES + ID_BYTES || buffer.getInt() != checksum(bytes)) {
				throw damaged("The cursor is damaged.");
			}
			UUID id = new UUID(buffer.getLong(), buffer.getLong());
			String madeFor = text(buffer, buffer.get());
			Cursor cursor = new Cursor(madeFor, text(buffer, buffer.remaining()), id);
			// Base64 has several forms of the same bytes, and a checksum is no secret.
			if (Texts.unstorable(cursor.key) != null || !cursor.encode().equals(text)) {
				throw damaged("The cursor is damaged.");
			}
			if (!madeFor.equals(order)) {
				throw damaged("The cursor belongs to a listing of another order.");
			}
			return cursor;
		}
		catch (IllegalArgumentException ex) {
			throw damaged("The cursor is damaged.");
		}
	}

	/**
	 * The sort key of an order by time.
	 * @return the moment that {@link Instant#toString()} wrote
	 * @throws ProblemException of type {@link ProblemType#INVALID_CURSOR} when it is none
	 */
	public Instant instant() {
		try {
			Instant instant = Instant.parse(this.key);
			if (!instant.isBefore(Instant.EPOCH) && !instant.isAfter(LATEST)) {
				return instant;
			}
		}
		catch (DateTimeException ex) {
			// Answered like a moment out of range.
		}
		throw damaged("The cursor is damaged.");
	}

	private static String text(ByteBuffer buffer, int length) {
		if (length < 0 || length > buffer.remaining()) {
			throw damaged("The cursor is damaged.");
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

	private static ProblemException damaged(String detail) {
		return new ProblemException(ProblemType.INVALID_CURSOR, detail);
	}

}
