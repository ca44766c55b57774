package dev.tintype.support;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import java.util.zip.CRC32;

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
			byte[] orderBytes = new byte[buffer.get()];
			buffer.get(orderBytes);
			String key = StandardCharsets.UTF_8.decode(buffer).toString();
			if (!order.equals(new String(orderBytes, StandardCharsets.UTF_8))) {
				throw damaged("The cursor belongs to a listing of another order.");
			}
			return new Cursor(order, key, id);
		}
		catch (IllegalArgumentException ex) {
			throw damaged("The cursor is damaged.");
		}
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
