package dev.tintype.image.registry;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.function.BiFunction;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Statements;
import dev.tintype.web.http.Cursor;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Slice;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Finds the ids of one stream in an order that no index serves. The database sorts all
 * rows to find the next ones, so each statement finds more ids than a page of the stream
 * has. A key that changes meanwhile does not move the place where the next statement
 * continues.
 */
final class SortedIds {

	/** Ids of one statement: about 0.4 MiB, and 13 statements for 100,000 images. */
	private static final int WINDOW = 8_192;

	private final BiFunction<String, Slice<Image>, Statements.Call> statement;

	private final Queue<UUID> ahead = new ArrayDeque<>();

	private @Nullable Cursor last;

	private boolean ended;

	/**
	 * Starts before the first id.
	 * @param statement builds a statement from columns and the slice that it reads
	 */
	SortedIds(BiFunction<String, Slice<Image>, Statements.Call> statement) {
		this.statement = statement;
	}

	/**
	 * Finds the next ids. There is one call at a time.
	 * @param most the most ids
	 * @return ids in order, none only at the end
	 */
	Mono<List<UUID>> next(Order<Image> order, int most) {
		return Mono.defer(() -> (this.ahead.isEmpty() && !this.ended) ? read(order) : Mono.just(true))
			.map((read) -> taken(most));
	}

	/**
	 * Whether all ids have been returned.
	 */
	boolean isAtEnd() {
		return this.ended && this.ahead.isEmpty();
	}

	private Mono<Boolean> read(Order<Image> order) {
		Slice<Image> slice = new Slice<>(order, this.last, WINDOW, 0);
		return this.statement.apply("i.image_id, " + order.keys().get(0).column(), slice)
			.<Found>all(Found::of)
			.collectList()
			.map((found) -> {
				found.forEach((each) -> this.ahead.add(each.id()));
				this.ended = found.size() < WINDOW;
				this.last = found.isEmpty() ? null : found.get(found.size() - 1).place(order);
				return true;
			});
	}

	private List<UUID> taken(int most) {
		List<UUID> ids = new ArrayList<>(Math.min(most, this.ahead.size()));
		while (ids.size() < most && !this.ahead.isEmpty()) {
			ids.add(this.ahead.remove());
		}
		return ids;
	}

	/**
	 * An id with its key.
	 */
	private record Found(UUID id, Object key) {

		static Found of(Readable row) {
			return new Found(Columns.get(row, 0, UUID.class), Columns.get(row, 1, Object.class));
		}

		Cursor place(Order<Image> order) {
			return new Cursor(order.name(), List.of(value(), this.id), 0);
		}

		// H2 sorts the bytes of texts.
		private Object value() {
			return (this.key instanceof ByteBuffer bytes) ? StandardCharsets.UTF_8.decode(bytes).toString() : this.key;
		}

	}

}
