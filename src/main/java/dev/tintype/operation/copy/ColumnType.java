package dev.tintype.operation.copy;

import java.util.Locale;
import java.util.Set;

/**
 * The types that both databases have, whatever each calls them.
 */
public enum ColumnType {

	/** 32 hexadecimal digits in groups. */
	UUID("uuid"),

	/** Any Unicode. */
	TEXT("text", "varchar", "bpchar", "character varying", "character", "character large object"),

	/** To the microsecond, with the offset of UTC. */
	TIMESTAMP("timestamptz", "timestamp with time zone"),

	/** A day. */
	DATE("date"),

	/** One letter, {@code t} or {@code f}. */
	BOOLEAN("bool", "boolean"),

	/** Of up to 64 bits. */
	INTEGER("int2", "int4", "int8", "serial", "bigserial", "smallint", "integer", "bigint"),

	/** Of any length. */
	DECIMAL("numeric", "decimal", "decfloat"),

	/** With the shortest digits that give the same number. */
	DOUBLE("float4", "float8", "real", "double precision"),

	/** Hexadecimal digits behind a {@code \x}. */
	BYTES("bytea", "binary varying", "binary large object"),

	/** As its text. */
	JSON("json", "jsonb");

	private final Set<String> names;

	ColumnType(String... names) {
		this.names = Set.of(names);
	}

	/**
	 * Finds the type.
	 * @param column for the message
	 * @param name what the database calls it
	 * @return the type
	 * @throws ArchiveException when archives do not know it
	 */
	public static ColumnType of(String column, String name) {
		String lower = name.toLowerCase(Locale.ROOT);
		for (ColumnType type : values()) {
			if (type.names.contains(lower)) {
				return type;
			}
		}
		throw new ArchiveException("Column " + column + " is of type " + name + ", which archives do not know");
	}

}
