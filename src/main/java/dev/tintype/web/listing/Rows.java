package dev.tintype.web.listing;

import java.util.List;

import dev.tintype.web.http.Json;
import dev.tintype.web.ndjson.NdjsonPage;
import dev.tintype.web.ndjson.StreamBudget;
import reactor.core.publisher.Mono;

/**
 * The rows of a listing that a filter selects.
 *
 * @param <T> what a row means
 */
public interface Rows<T> {

	/**
	 * Reads a slice of the rows.
	 * @return the rows, in the slice's order
	 */
	Mono<List<T>> page(Slice<T> slice);

	/**
	 * Counts the rows.
	 * @return the exact number
	 */
	Mono<Long> count();

	/**
	 * Reads a slice of the rows for a stream or an export.
	 * @param slice a slice with an offset of 0
	 * @return the rows, in the slice's order
	 */
	default Mono<List<T>> streamed(Slice<T> slice) {
		return page(slice);
	}

	/**
	 * Reads a slice of the rows as lines of a stream.
	 * @param slice a slice with an offset of 0
	 * @return the lines, in the slice's order
	 */
	default Mono<NdjsonPage> lines(Slice<T> slice) {
		return streamed(slice).map((rows) -> NdjsonPage.of(rows, slice.order()::place));
	}

	/**
	 * Returns the memory budget of a stream of these rows.
	 * @return the same budget, or another one if a single row may fill it
	 */
	default StreamBudget budget(StreamBudget streams) {
		return streams;
	}

	/**
	 * Writes a page.
	 * @return the page as {@link Json#MAPPER} writes it
	 */
	default Mono<byte[]> json(Page<T> page) {
		return Mono.fromSupplier(() -> Json.MAPPER.writeValueAsBytes(page));
	}

}
