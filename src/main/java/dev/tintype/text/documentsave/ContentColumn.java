package dev.tintype.text.documentsave;

import java.util.Objects;

import dev.tintype.data.sql.Columns;
import io.r2dbc.spi.Clob;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A content as a row has it: H2 gives one of over {@value #LONGEST_STRING} UTF-16 code
 * units only as a stream, to be read while the transaction lasts.
 *
 * @param text whole, null when there is a stream
 * @param stream of the content, null when there is a text
 */
public record ContentColumn(@Nullable String text, @Nullable Clob stream) {

	private static final int LONGEST_STRING = 1 << 20;

	/** What {@link #of} reads, from {@code document d}, on H2. */
	public static final String H2 = "char_length(d.content) > " + LONGEST_STRING + ", d.content";

	/** What {@link #of} reads, from {@code document d}, on PostgreSQL. */
	public static final String POSTGRESQL = "FALSE, d.content";

	/**
	 * Takes the content of a row.
	 * @param row has one of the lists of columns
	 * @param index of the first of them
	 * @return the content, not read yet if it is long
	 */
	public static ContentColumn of(Readable row, int index) {
		boolean isLong = Columns.get(row, index, Boolean.class);
		return isLong ? new ContentColumn(null, row.get(index + 1, Clob.class))
				: new ContentColumn(row.get(index + 1, String.class), null);
	}

	/**
	 * Reads it whole.
	 * @return the text
	 */
	public Mono<String> read() {
		return read(Integer.MAX_VALUE);
	}

	/**
	 * Reads its beginning.
	 * @param most after how many UTF-16 code units it may end, where no pair of
	 * surrogates is parted
	 * @return the text, which may be longer
	 */
	public Mono<String> read(int most) {
		if (this.stream == null) {
			return Mono.just(Objects.requireNonNull(this.text));
		}
		// To its end, even when nobody waits any more: the driver would interrupt the
		// thread that reads, which closes H2's file for everyone.
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
