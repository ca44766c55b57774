package dev.tintype.text.documentsave;

import java.util.Objects;

import dev.tintype.data.sql.Columns;
import io.r2dbc.spi.Clob;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The content of a document in a row. H2 returns more than {@value #LONGEST_STRING}
 * UTF-16 code units only as a stream, which must be read within the transaction.
 *
 * @param text the whole content, null if there is a stream
 * @param stream of the content, null if there is a text
 */
public record ContentColumn(@Nullable String text, @Nullable Clob stream) {

	private static final int LONGEST_STRING = 1 << 20;

	/** The columns of {@code document d} that {@link #of} reads on H2. */
	public static final String H2 = "char_length(d.content) > " + LONGEST_STRING + ", d.content";

	/** The columns of {@code document d} that {@link #of} reads on PostgreSQL. */
	public static final String POSTGRESQL = "FALSE, d.content";

	/**
	 * Returns the content of a row.
	 * @param index of the first of the columns
	 * @return the content; a long one is not read yet
	 */
	public static ContentColumn of(Readable row, int index) {
		boolean isLong = Columns.get(row, index, Boolean.class);
		return isLong ? new ContentColumn(null, row.get(index + 1, Clob.class))
				: new ContentColumn(row.get(index + 1, String.class), null);
	}

	/**
	 * Reads the whole content.
	 * @return the text
	 */
	public Mono<String> read() {
		return read(Integer.MAX_VALUE);
	}

	/**
	 * Reads the beginning of the content. It never splits a pair of surrogates.
	 * @param most the number of UTF-16 code units after which reading may stop
	 * @return the text, which may be longer
	 */
	public Mono<String> read(int most) {
		if (this.stream == null) {
			return Mono.just(Objects.requireNonNull(this.text));
		}
		// Reads to the end even after a cancellation. Otherwise the driver would
		// interrupt the reading thread, which closes H2's file for all connections.
		Mono<String> beginning = Mono.fromSupplier(StringBuilder::new)
			.flatMap((read) -> Flux.from(this.stream.stream())
				.doOnNext((part) -> append(read, part, most))
				.then(Mono.fromSupplier(() -> withoutHalf(read))));
		return Mono.fromFuture(beginning::toFuture, true);
	}

	private static void append(StringBuilder read, CharSequence part, int most) {
		if (read.length() < most) {
			read.append(part);
		}
	}

	private static String withoutHalf(StringBuilder whole) {
		int last = whole.length() - 1;
		if (last >= 0 && Character.isHighSurrogate(whole.charAt(last))) {
			whole.setLength(last);
		}
		return whole.toString();
	}

}
