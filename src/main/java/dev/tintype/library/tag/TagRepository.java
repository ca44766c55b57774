package dev.tintype.library.tag;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.LikePattern;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.library.version.Tags;
import dev.tintype.support.AnyCase;
import dev.tintype.support.Ids;
import dev.tintype.web.listing.Key;
import dev.tintype.web.listing.Listing;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Orders;
import dev.tintype.web.listing.Rows;
import dev.tintype.web.listing.Where;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Reads and writes the table of tags.
 */
@Repository
class TagRepository {

	private final Statements statements;

	private final Dialect dialect;

	private final Transactions transactions;

	private final Listing<Tag> listing;

	private final Orders<Tag> orders;

	TagRepository(Statements statements, Dialect dialect, Transactions transactions) {
		this.statements = statements;
		this.dialect = dialect;
		this.transactions = transactions;
		this.listing = new Listing<>(statements, "Tags", "global_tag_library g", Tag.COLUMNS, Tag::of);
		Key<Tag> used = Key.<Tag>number("g.usage_count", (tag) -> (long) tag.usageCount()).down();
		Key<Tag> name = Key.<Tag>text(dialect.choose("STRINGTOUTF8(g.tag)", "g.tag"), Tag::tag)
			.boundAs(dialect.choose("STRINGTOUTF8(%s)", "%s"));
		// The counts change during a stream.
		this.orders = new Orders<>(Order.of("usage", used, name), List.of(), Order.of("id", Key.id("g.id", Tag::id)));
	}

	/**
	 * The order of the listing: the most used tags first.
	 */
	Orders<Tag> orders() {
		return this.orders;
	}

	/**
	 * Returns the tags of the listing.
	 * @param search a part of the tag in any case, or null
	 * @param parent a tag above it, or null
	 */
	Rows<Tag> rows(@Nullable String search, @Nullable String parent) {
		Where where = Where.ALL;
		if (search != null) {
			where = where.and("g.tag_key LIKE :search", Map.of("search", LikePattern.containing(AnyCase.fold(search))));
		}
		if (parent != null) {
			String key = Tags.key(Tags.clean(parent));
			where = where.and("g.tag_key >= :below AND g.tag_key < :after",
					Map.of("below", key + "/", "after", key + "0"));
		}
		return this.listing.rows(where);
	}

	private static final String FIND = "/* findTag */ SELECT " + Tag.COLUMNS
			+ " FROM global_tag_library g WHERE g.id = :id";

	/**
	 * Finds a tag.
	 * @return empty if the id is unknown
	 */
	Mono<Tag> find(UUID id) {
		return this.statements.sql(FIND).bind("id", id).one(Tag::of);
	}

	private static final String FIND_BELOW = "/* findTagsBelow */ SELECT " + Tag.COLUMNS
			+ " FROM global_tag_library g WHERE g.tag_key >= :below AND g.tag_key < :after";

	/**
	 * Finds the tags below a tag.
	 * @param key of the tag above them
	 */
	Flux<Tag> findBelow(String key) {
		return this.statements.sql(FIND_BELOW).bind("below", key + "/").bind("after", key + "0").all(Tag::of);
	}

	private static final String FIND_ALL = "/* findTags */ SELECT " + Tag.COLUMNS + " FROM global_tag_library g ";

	/**
	 * Finds tags by their keys.
	 */
	Flux<Tag> findAll(Collection<String> keys) {
		return this.statements.sql(FIND_ALL + this.dialect.among("g.tag_key", "VARCHAR", "keys"))
			.bind("keys", keys.toArray(String[]::new))
			.all(Tag::of);
	}

	/**
	 * Locks tags until the end of the caller's transaction, in the order of their keys.
	 * @return those that exist
	 */
	Mono<List<Tag>> lockAll(Collection<String> keys) {
		return this.statements
			.sql(FIND_ALL + this.dialect.among("g.tag_key", "VARCHAR", "keys") + " ORDER BY g.tag_key FOR UPDATE")
			.bind("keys", keys.toArray(String[]::new))
			.<Tag>all(Tag::of)
			.collectList();
	}

	private static final String INSERT = """
			/* insertTags */
			INSERT INTO global_tag_library (id, tag, tag_key, usage_count, created_at)
			SELECT t.id, t.tag, t.tag_key, t.usage_count, CAST(t.created_at AS TIMESTAMP WITH TIME ZONE)
			FROM unnest(CAST(:ids AS UUID ARRAY), CAST(:tags AS VARCHAR ARRAY), CAST(:keys AS VARCHAR ARRAY),
			  CAST(:counts AS INT ARRAY), CAST(:times AS VARCHAR ARRAY)) AS t(id, tag, tag_key, usage_count, created_at)
			ORDER BY t.tag_key
			ON CONFLICT DO NOTHING
			""";

	/**
	 * Inserts tags, but not those that are known.
	 * @return how many were inserted
	 */
	Mono<Long> insert(List<Tag> tags) {
		return tags.isEmpty() ? Mono.just(0L)
				: this.statements.sql(INSERT)
					.bind("ids", tags.stream().map(Tag::id).toArray(UUID[]::new))
					.bind("tags", tags.stream().map(Tag::tag).toArray(String[]::new))
					.bind("keys", tags.stream().map(Tag::key).toArray(String[]::new))
					.bind("counts", tags.stream().map(Tag::usageCount).toArray(Integer[]::new))
					.bind("times", tags.stream().map((tag) -> tag.createdAt().toString()).toArray(String[]::new))
					.update();
	}

	private static final String DELETE = "/* deleteTags */ DELETE FROM global_tag_library WHERE id = ANY(:ids)";

	/**
	 * Deletes tags.
	 */
	Mono<Void> delete(Collection<Tag> tags) {
		return tags.isEmpty() ? Mono.empty()
				: this.statements.sql(DELETE).bind("ids", tags.stream().map(Tag::id).toArray(UUID[]::new)).then();
	}

	/**
	 * Creates a tag that no photo has.
	 */
	static Tag unused(String tag) {
		UUID id = Ids.next();
		return new Tag(id, tag, 0, Ids.createdAt(id), Tags.key(tag));
	}

	/**
	 * Adds tags to the library. Known tags stay as they are.
	 * @param tags normalised, each once
	 * @return all of them, in order
	 */
	Mono<Added> add(List<String> tags) {
		List<String> keys = tags.stream().map(Tags::key).toList();
		return this.transactions.run(insert(tags.stream().map(TagRepository::unused).toList())
			.flatMap((added) -> findAll(keys).collectMap((tag) -> String.valueOf(tag.key()))
				.map((known) -> new Added(added, tags.size() - added,
						keys.stream().filter(known::containsKey).map(known::get).toList()))));
	}

	/**
	 * The response to a request that adds tags.
	 *
	 * @param added how many are new
	 * @param present how many were known
	 * @param items all of them
	 */
	record Added(long added, long present, List<Tag> items) {
	}

}
