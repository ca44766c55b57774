package dev.tintype.operation.status;

import java.util.Comparator;

/**
 * One part of a schema: a table, a column, a constraint or an index.
 *
 * @param table to which it belongs, or the table itself
 * @param kind of the part
 * @param name of the part
 * @param definition everything in which two parts of this name can differ
 */
record SchemaPart(String table, PartKind kind, String name, String definition) {

	/**
	 * The key of the part.
	 * @return the same for the expected part and the found part
	 */
	Key key() {
		return new Key(this.table, this.kind, this.name);
	}

	/**
	 * Identifies a part, and orders parts.
	 *
	 * @param table to which it belongs, or the table itself
	 * @param kind of the part
	 * @param name of the part
	 */
	record Key(String table, PartKind kind, String name) implements Comparable<Key> {

		private static final Comparator<Key> ORDER = Comparator.comparing(Key::table)
			.thenComparing(Key::kind)
			.thenComparing(Key::name);

		@Override
		public int compareTo(Key other) {
			return ORDER.compare(this, other);
		}

	}

}
