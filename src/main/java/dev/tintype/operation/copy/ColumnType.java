package dev.tintype.operation.copy;

import java.util.Locale;
import java.util.Set;

/**
 * The types of columns that both databases have, under whichever names.
 */
public enum ColumnType {

	/** 32 hexadecimal digits in groups. */
	UUID("uuid"),

	/** Any Unicode text. */
	TEXT("text", "varchar", "bpchar", "character varying", "character", "character large object"),

	/** In microseconds, with the UTC offset. */
	TIMESTAMP("timestamptz", "timestamp with time zone"),

	/** A time as a clock shows it, in microseconds. */
	LOCAL_TIMESTAMP("timestamp", "timestamp without time zone"),

	/** A day. */
	DATE("date"),

	/** One letter, {@code t} or {@code f}. */
	BOOLEAN("bool", "boolean"),

	/** An integer of up to 64 bits. */
	INTEGER("int2", "int4", "int8", "serial", "bigserial", "smallint", "integer", "bigint"),

	/** A decimal of any length. */
	DECIMAL("numeric", "decimal", "decfloat"),

	/** Written with the fewest digits that give the same number. */
	DOUBLE("float4", "float8", "real", "double precision"),

	/** Hexadecimal digits after {@code \x}. */
	BYTES("bytea", "binary varying", "binary large object"),

	/** Written as its text. */
	JSON("json", "jsonb"),

	/** A list of texts, some of which may be null. */
	TEXT_ARRAY("_text", "_varchar", "character varying array");

	private final Set<String> names;

	ColumnType(String... names) {
		this.names = Set.of(names);
	}

	/**
	 * Finds a type by its name in a database.
	 * @param column for the message
	 * @param name of the type in the database
	 * @return the type
	 * @throws ArchiveException when archives do not support the type
	 */
	public static ColumnType of(String column, String name) {
		String lower = name.toLowerCase(Locale.ROOT);
		for (ColumnType type : values()) {
			if (type.names.contains(lower)) {
				return type;
			}
		}
		throw new ArchiveException("Column " + column + " is of type " + name + ", which archives do not support");
	}

}
