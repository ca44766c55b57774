package dev.tintype.operation.status;

import java.util.Comparator;

/**
 * One part of a schema: a table, a column, a constraint or an index.
 *
 * @param table that it belongs to, or is
 * @param kind what it is
 * @param name of the part
 * @param definition all that two parts of this name can differ in
 */
record SchemaPart(String table, PartKind kind, String name, String definition) {

	/**
	 * What tells a part from all others.
	 * @return the same for the part that is expected and the one that is found
	 */
	Key key() {
		return new Key(this.table, this.kind, this.name);
	}

	/**
	 * What tells a part from all others, and their order.
	 *
	 * @param table that it belongs to, or is
	 * @param kind what it is
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
