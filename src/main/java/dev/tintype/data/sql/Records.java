package dev.tintype.data.sql;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Reads many rows from one value. It is the result of PostgreSQL's
 * {@code string_agg(record_send(ROW(…)), '')}. The driver then creates a few objects for
 * all rows instead of dozens per row. A row has the number of its columns. Each column
 * has its type, its length (-1 for null) and its bytes, as in the protocol's binary form.
 */
public final class Records {

	private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

	private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

	/**
	 * PostgreSQL counts timestamps from this epoch, in microseconds after that of
	 * {@link Instant}.
	 */
	private static final long EPOCH_MICROS = 946_684_800_000_000L;

	private static final int MICROS = 1_000_000;

	private final byte[] bytes;

	private int row;

	private int end;

	private int from;

	private int length;

	/**
	 * Starts before the first row.
	 * @param bytes of the rows, empty for no rows
	 */
	public Records(byte[] bytes) {
		this.bytes = bytes;
	}

	/**
	 * Moves to the next row. The caller must have moved through all columns of this one.
	 * @return false after the last row
	 */
	public boolean nextRow() {
		this.row = this.end;
		if (this.row >= this.bytes.length) {
			return false;
		}
		this.end = this.row + Integer.BYTES;
		return true;
	}

	/**
	 * Tells whether this row is the last. The caller must have moved through all its
	 * columns.
	 * @return false if another row follows
	 */
	public boolean isLast() {
		return this.end >= this.bytes.length;
	}

	/** Moves back to before the first column. */
	public void again() {
		this.end = this.row + Integer.BYTES;
	}

	/**
	 * Moves to the next column of the row.
	 * @return false if its value is null
	 */
	public boolean next() {
		this.length = (int) INT.get(this.bytes, this.end + Integer.BYTES);
		this.from = this.end + 2 * Integer.BYTES;
		this.end = this.from + Math.max(0, this.length);
		return this.length >= 0;
	}

	/**
	 * Returns the bytes of all rows.
	 * @return not a copy
	 */
	public byte[] bytes() {
		return this.bytes;
	}

	/**
	 * Returns where the value of the column begins.
	 * @return an index of {@link #bytes()}
	 */
	public int from() {
		return this.from;
	}

	/**
	 * Returns the length of the value.
	 * @return in bytes, negative for null
	 */
	public int length() {
		return this.length;
	}

	/**
	 * Reads an integer of any width.
	 * @return the value of an {@code INT} or {@code BIGINT}
	 */
	public long number() {
		return (this.length == Long.BYTES) ? longAt(this.from) : (int) INT.get(this.bytes, this.from);
	}

	/**
	 * Reads a boolean.
	 * @return the value of a {@code BOOLEAN}
	 */
	public boolean flag() {
		return this.bytes[this.from] != 0;
	}

	/**
	 * Reads an id.
	 * @return the value of a {@code UUID}
	 */
	public UUID id() {
		return new UUID(longAt(this.from), longAt(this.from + Long.BYTES));
	}

	/**
	 * Reads a text.
	 * @return the value of a {@code TEXT}, null for null
	 */
	public @Nullable String text() {
		return (this.length < 0) ? null : new String(this.bytes, this.from, this.length, StandardCharsets.UTF_8);
	}

	/**
	 * Reads a timestamp without creating an object.
	 * @return the value of a {@code TIMESTAMPTZ}, in microseconds since 1970; of a
	 * {@code TIMESTAMP} as if its zone were UTC
	 */
	public long micros() {
		return longAt(this.from) + EPOCH_MICROS;
	}

	/**
	 * Reads a timestamp.
	 * @return the value of a {@code TIMESTAMPTZ}
	 */
	public Instant moment() {
		long micros = micros();
		return Instant.ofEpochSecond(Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1000L);
	}

	/**
	 * Reads a timestamp without a zone.
	 * @return the value of a {@code TIMESTAMP}
	 */
	public LocalDateTime wallTime() {
		return LocalDateTime.ofInstant(moment(), ZoneOffset.UTC);
	}

	private long longAt(int index) {
		return (long) LONG.get(this.bytes, index);
	}

}
