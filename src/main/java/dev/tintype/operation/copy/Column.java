package dev.tintype.operation.copy;

/**
 * A column whose values an archive contains.
 *
 * @param name in lower case
 * @param type the same for both databases
 */
public record Column(String name, ColumnType type) {
}
