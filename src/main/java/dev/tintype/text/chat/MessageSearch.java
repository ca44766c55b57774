package dev.tintype.text.chat;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.search.fulltext.Snippets;
import dev.tintype.search.fulltext.TextHit;
import dev.tintype.search.fulltext.TextIndexes;
import dev.tintype.search.fulltext.TextSearch;
import dev.tintype.support.AnyCase;
import dev.tintype.support.Ids;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Searches messages by the words of question and answer. PostgreSQL ranks only the newest
 * hits. It searches a common word among the newest messages first, because the index
 * would collect all hits of that word.
 */
@Repository
class MessageSearch {

	/** The most hits that are ranked. */
	static final int RANKED = 1_000;

	/** The number of newest messages that decide whether a query is common. */
	private static final int SAMPLE = 1_000;

	/** A query with at least this many hits in the sample is common. */
	private static final int COMMON = 30;

	/** The number of newest messages that a common query searches. */
	private static final int WINDOW = 100_000;

	private static final Pattern NEITHER_LETTER_NOR_DIGIT = Pattern.compile("[^\\p{L}\\p{Nd}]");

	/** With the raw text, because an address or a hyphenated word is one token in it. */
	private static final String MATCHES = """
			search_vector @@ (plainto_tsquery('english', :raw) || plainto_tsquery('english', :words))
			""";

	/** Ids sort by creation time, and only their index has all messages in that order. */
	private static final String NEWEST = "SELECT id, search_vector FROM message ORDER BY id DESC LIMIT ";

	private static final String NEWEST_OF_USER = """
			SELECT id, search_vector FROM message WHERE user_id = :user_id ORDER BY created_at DESC LIMIT\s""";

	/** The text index of H2 stores times only in milliseconds. */
	private static final Comparator<Hit> BEST_FIRST = Comparator.comparingDouble(Hit::rank)
		.thenComparing((hit) -> hit.message().createdAt())
		.thenComparing((hit) -> hit.message().id(), Ids.ORDER)
		.reversed();

	private static final String COUNT_SAMPLE = "/* sampleMessages */ SELECT count(*), count(*) FILTER (WHERE " + MATCHES
			+ ") FROM (%s) m";

	private static final String RANK = "/* searchMessages */ SELECT " + Message.COLUMNS + """
			, CAST(ts_rank(m.search_vector,
			    plainto_tsquery('english', :raw) || plainto_tsquery('english', :words)) AS DOUBLE PRECISION) AS rank,
			  count(*) OVER ()
			FROM (%s) h JOIN message m ON m.id = h.id ORDER BY rank DESC, m.created_at DESC, m.id DESC LIMIT :limit
			""";

	private static final String IN_WINDOW = "SELECT id FROM (%s) w WHERE " + MATCHES + " LIMIT " + RANKED;

	/**
	 * A search of the whole table needs a plan for the actual words. More memory keeps
	 * the bitmap of a common word exact. The plan must not read all rows.
	 */
	private static final String PLAN = """
			/* planSearch */
			SELECT set_config('plan_cache_mode', 'force_custom_plan', TRUE), set_config('work_mem', '32MB', TRUE),
			  set_config('enable_seqscan', 'off', TRUE)
			""";

	/**
	 * {@code OFFSET 0} makes PostgreSQL use the index of words instead of that of ids.
	 */
	private static final String IN_ALL = "SELECT id FROM (SELECT id FROM message WHERE " + MATCHES
			+ "%s OFFSET 0) a ORDER BY id DESC LIMIT " + RANKED;

	private final Statements statements;

	private final Dialect dialect;

	private final Transactions transactions;

	private final TextIndexes indexes;

	private final MessageRepository messages;

	MessageSearch(Statements statements, Dialect dialect, Transactions transactions, TextIndexes indexes,
			MessageRepository messages) {
		this.statements = statements;
		this.dialect = dialect;
		this.transactions = transactions;
		this.indexes = indexes;
		this.messages = messages;
	}

	/**
	 * Searches messages.
	 * @param query the words that a message must have
	 * @param userId the user of the messages, or null for all users
	 * @return at most {@code limit} messages, the best first; of equal rank, the newest
	 * first; empty if the query has no words
	 */
	Mono<List<FoundMessage>> search(String query, @Nullable Long userId, int limit) {
		Mono<List<Hit>> hits = switch (this.dialect) {
			case H2 ->
				this.indexes.search(MessageTexts.KIND, new TextSearch(query, false, userId, limit)).flatMap(this::read);
			case POSTGRESQL -> new Search(query, userId, limit).find();
		};
		return hits.flatMap((found) -> Snippets.show(query, found,
				(hit, snippets) -> FoundMessage.of(hit.message(), hit.rank(), snippets)));
	}

	private Mono<List<Hit>> read(List<TextHit> hits) {
		if (hits.isEmpty()) {
			return Mono.just(List.of());
		}
		return this.messages.findAll(hits.stream().map(TextHit::id).toList()).map((rows) -> {
			Map<UUID, Message> byId = rows.stream().collect(Collectors.toMap(Message::id, Function.identity()));
			return hits.stream()
				.filter((hit) -> byId.containsKey(hit.id()))
				.map((hit) -> new Hit(Objects.requireNonNull(byId.get(hit.id())), hit.rank(), hits.size()))
				.sorted(BEST_FIRST)
				.toList();
		});
	}

	/**
	 * One search on PostgreSQL.
	 */
	private final class Search {

		private final String folded;

		private final @Nullable Long userId;

		private final int limit;

		private final String newest;

		Search(String query, @Nullable Long userId, int limit) {
			// The words of messages are folded in the same way, in every locale.
			this.folded = AnyCase.fold(query);
			this.userId = userId;
			this.limit = limit;
			this.newest = (userId != null) ? NEWEST_OF_USER : NEWEST;
		}

		Mono<List<Hit>> find() {
			return bind(COUNT_SAMPLE.formatted(this.newest + SAMPLE)).one(Sample::of)
				.flatMap((sample) -> (sample.isWhole() || sample.hits() >= COMMON)
						? newest().filter((found) -> sample.isWhole() || isFull(found)).switchIfEmpty(all()) : all());
		}

		private boolean isFull(List<Hit> found) {
			return !found.isEmpty() && found.get(0).hits() == RANKED;
		}

		private Mono<List<Hit>> newest() {
			return rank(IN_WINDOW.formatted(this.newest + WINDOW));
		}

		private Mono<List<Hit>> all() {
			Mono<List<Hit>> ranked = Mono
				.defer(() -> rank(IN_ALL.formatted((this.userId != null) ? "AND user_id = :user_id" : "")));
			return MessageSearch.this.transactions
				.runReading(MessageSearch.this.statements.sql(PLAN).then().then(ranked));
		}

		private Mono<List<Hit>> rank(String hits) {
			return bind(RANK.formatted(hits)).bind("limit", this.limit)
				.<Hit>all((row) -> new Hit(Message.of(row), Columns.get(row, 6, Double.class),
						Columns.get(row, 7, Long.class)))
				.collectList();
		}

		private Statements.Call bind(String sql) {
			Statements.Call statement = MessageSearch.this.statements.sql(sql)
				.bind("raw", this.folded)
				.bind("words", NEITHER_LETTER_NOR_DIGIT.matcher(this.folded).replaceAll(" "));
			return (this.userId != null) ? statement.bind("user_id", this.userId) : statement;
		}

	}

	/**
	 * The hits of a query among the newest messages.
	 *
	 * @param rows the number of messages in the sample
	 * @param hits the number of them that match
	 */
	private record Sample(long rows, long hits) {

		static Sample of(Readable row) {
			return new Sample(Columns.get(row, 0, Long.class), Columns.get(row, 1, Long.class));
		}

		boolean isWhole() {
			return this.rows < SAMPLE;
		}

	}

	/**
	 * A message that matches.
	 *
	 * @param message that was found
	 * @param rank of the message
	 * @param hits the number of ranked hits
	 */
	private record Hit(Message message, double rank, long hits) {
	}

}
