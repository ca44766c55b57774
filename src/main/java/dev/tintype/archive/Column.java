package dev.tintype.archive;

/**
 * A column whose values an archive holds.
 *
 * @param name in lower case
 * @param type the same for both databases
 */
record Column(String name, ColumnType type) {
}
