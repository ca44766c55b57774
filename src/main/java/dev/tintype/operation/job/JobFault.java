package dev.tintype.operation.job;

/**
 * A fault of one item, which does not end its job.
 *
 * @param item the path or the id of the item
 * @param detail what is wrong with it, for people
 */
public record JobFault(String item, String detail) {
}
