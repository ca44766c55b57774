package dev.tintype.search.fulltext;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Statements;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Compares an index on disk with the rows of its table. Both may change during the
 * comparison, so a difference is checked again: row, note, index, row. This order is
 * reliable: a row changes together with its note, and a note is deleted only after the
 * index has its row on disk. No id is used twice.
 */
final class IndexedRows {

	/** The maximum number of rows that may be loaded at once. */
	private static final int BATCH = 1_000;

	private static final String NOTED = """
			/* findNotedRows */ SELECT DISTINCT row_id FROM text_changes WHERE kind = :kind AND row_id = ANY(:ids)
			""";

	private final TextSource source;

	private final Statements statements;

	private final Path folder;

	private final UUID token;

	IndexedRows(TextSource source, Statements statements, Path folder, UUID token) {
		this.source = source;
		this.statements = statements;
		this.folder = folder;
		this.token = token;
	}

	/**
	 * Describes a fault of the whole index.
	 * @return empty when there is none, or when the index is still being built
	 */
	Mono<String> fault() {
		return TextIndexes.onDisk(() -> {
			try (IndexOnDisk index = IndexOnDisk.open(this.folder)) {
				String found = (index != null) ? index.token() : null;
				return (found == null || found.equals(this.token.toString())) ? Optional.<String>empty()
						: Optional.of(this.folder + " is of another database");
			}
			catch (IOException | IllegalArgumentException ex) {
				return Optional.of(this.folder + " cannot be read");
			}
		}).flatMap(Mono::justOrEmpty);
	}

	/**
	 * Finds the rows that the index lacks, and those that it has although they are
	 * deleted.
	 * @return the rows; empty when the whole index is faulty or still being built
	 */
	Flux<Difference> differences() {
		return Flux.usingWhen(open(),
				(index) -> isOurs(index) ? suspects(index).buffer(BATCH).concatMap(this::confirm, 1) : Flux.empty(),
				(index) -> TextIndexes.onDisk(() -> {
					index.close();
					return true;
				}));
	}

	private Mono<IndexOnDisk> open() {
		return TextIndexes.onDisk(() -> Optional.ofNullable(IndexOnDisk.open(this.folder))).flatMap(Mono::justOrEmpty);
	}

	private boolean isOurs(IndexOnDisk index) {
		try {
			return this.token.toString().equals(index.token());
		}
		catch (IOException ex) {
			return false;
		}
	}

	private Flux<UUID> suspects(IndexOnDisk index) {
		// The index may have ids after the last row, so an empty page is added for them.
		return this.source.ids()
			.concatWithValues(List.of())
			.scan(new Page(null, null, Set.of()), Page::next)
			.skip(1)
			.concatMap((page) -> TextIndexes.onDisk(() -> page.differing(index)), 1)
			.concatMapIterable((ids) -> ids, 1);
	}

	private Flux<Difference> confirm(List<UUID> ids) {
		return existing(ids).flatMapMany((rows) -> noted(ids).flatMapMany(
				(noted) -> known(ids).flatMapMany((known) -> existing(ids).flatMapIterable((still) -> ids.stream()
					.filter((id) -> !noted.contains(id))
					.filter((id) -> known.contains(id) ? !rows.contains(id) : rows.contains(id) && still.contains(id))
					.map((id) -> new Difference(this.source.kind(), id, !known.contains(id)))
					.toList()))));
	}

	private Mono<Set<UUID>> existing(Collection<UUID> ids) {
		return this.source.load(ids).map(TextEntry::id).collect(HashSet<UUID>::new, Set::add).map((rows) -> rows);
	}

	private Mono<Set<UUID>> noted(Collection<UUID> ids) {
		return this.statements.sql(NOTED)
			.bind("kind", this.source.kind())
			.bind("ids", ids.toArray(UUID[]::new))
			.<UUID>all((row) -> Columns.get(row, 0, UUID.class))
			.collect(HashSet<UUID>::new, Set::add)
			.map((rows) -> rows);
	}

	private Mono<Set<UUID>> known(Collection<UUID> ids) {
		return TextIndexes.onDisk(() -> {
			Set<UUID> known = new HashSet<>();
			try (IndexOnDisk index = IndexOnDisk.open(this.folder)) {
				for (UUID id : ids) {
					if (index != null && index.contains(id)) {
						known.add(id);
					}
				}
			}
			return known;
		});
	}

	/**
	 * A row that is missing in the index, or only in the index.
	 *
	 * @param kind of the index
	 * @param missing whether the row is missing in the index
	 */
	record Difference(String kind, UUID id, boolean missing) {

		String text() {
			return this.kind + " " + this.id + (this.missing ? " is not in the index" : " is in the index only");
		}

	}

	/**
	 * The rows of a range of ids.
	 *
	 * @param after the id after which the range begins, null for the first
	 * @param last the last id of the range, null for no end
	 * @param rows the ids of the existing rows
	 */
	private record Page(@Nullable UUID after, @Nullable UUID last, Set<UUID> rows) {

		Page next(List<UUID> ids) {
			return new Page(this.last, ids.isEmpty() ? null : ids.get(ids.size() - 1), new HashSet<>(ids));
		}

		Set<UUID> differing(IndexOnDisk index) throws IOException {
			Set<UUID> known = new HashSet<>(index.ids(this.after, this.last));
			Set<UUID> differing = new HashSet<>(known);
			differing.addAll(this.rows);
			differing.removeIf((id) -> known.contains(id) && this.rows.contains(id));
			return differing;
		}

	}

}
