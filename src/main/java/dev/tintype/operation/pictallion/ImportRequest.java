package dev.tintype.operation.pictallion;

import java.nio.file.Path;

import javax.sql.DataSource;

/**
 * What to import.
 *
 * @param source connects to the database of Pictallion
 * @param media the folder from which relative paths of files start, absolute
 * @param dryRun whether to undo everything at the end, so that only the report remains
 * @param copy whether files are copied into the library instead of joining in place
 */
public record ImportRequest(DataSource source, Path media, boolean dryRun, boolean copy) {
}
