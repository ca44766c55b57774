package dev.tintype.library.collection;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.library.photo.Photo;
import dev.tintype.library.photo.PhotoRepository;
import dev.tintype.search.filter.Filter;
import dev.tintype.search.filter.FilterSql;
import dev.tintype.web.listing.Key;
import dev.tintype.web.listing.Listing;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Orders;
import dev.tintype.web.listing.Rows;
import dev.tintype.web.listing.Slice;
import dev.tintype.web.listing.Where;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The photos of a collection, the latest first.
 */
final class MemberRows implements Rows<MemberRows.Member> {

	/** Photos in the order in which they were added. */
	static final Orders<Member> ADDED = orders("added", "m.added_at", "m.id");

	/** Photos in the order in which they were ingested. */
	static final Orders<Member> INGESTED = orders("ingested", "v.created_at", "v.id");

	private final Listing<Member> listing;

	private final Where where;

	private final String fixed;

	private final PhotoRepository photos;

	private MemberRows(Listing<Member> listing, Where where, String fixed, PhotoRepository photos) {
		this.listing = listing;
		this.where = where;
		this.fixed = fixed;
		this.photos = photos;
	}

	private static Orders<Member> orders(String name, String time, String id) {
		return Orders.of(Order.ofRow(name, Key.<Member>moment(time, Member::time).down(),
				Key.<Member>id(id, Member::id).down()));
	}

	/**
	 * The photos that a user has put into a collection.
	 */
	static MemberRows added(Statements statements, PhotoRepository photos, UUID collection) {
		String table = "collection_photos m JOIN file_versions v ON v.id = m.photo_id";
		return new MemberRows(listing(statements, "Members", table, "m.id, m.added_at, v.id"),
				Where.ALL.and("m.collection_id = :collection", Map.of("collection", collection))
					.and("v.listing = 'listed'"),
				"m.collection_id", photos);
	}

	/**
	 * The photos that a filter selects.
	 */
	static MemberRows selected(Statements statements, PhotoRepository photos, Dialect dialect, Filter filter) {
		FilterSql sql = filter.sql(dialect, 0);
		return new MemberRows(listing(statements, "SmartMembers", "file_versions v", "v.id, v.created_at, v.id"),
				Where.ALL.and("v.listing = 'listed'").and(sql.condition(), sql.values()), "v.listing", photos);
	}

	private static Listing<Member> listing(Statements statements, String name, String table, String columns) {
		return new Listing<>(statements, name, table, columns, (row) -> new Member(Columns.get(row, 0, UUID.class),
				Columns.get(row, 1, Instant.class), Columns.get(row, 2, UUID.class), null));
	}

	@Override
	public Mono<List<Member>> page(Slice<Member> slice) {
		return this.listing.rows(this.where)
			.page(slice.within(this.fixed))
			.flatMap(
					(members) -> this.photos.findBrief(members.stream().map(Member::photoId).toList()).map((photos) -> {
						Map<UUID, Photo> byId = photos.stream()
							.collect(Collectors.toMap((p) -> p.version().id(), (p) -> p));
						return members.stream()
							.filter((member) -> byId.containsKey(member.photoId()))
							.map((member) -> member.with(byId.get(member.photoId())))
							.toList();
					}));
	}

	@Override
	public Mono<Long> count() {
		return this.listing.count(this.where);
	}

	/**
	 * A photo of a collection.
	 *
	 * @param id of the membership, or of the photo in a smart collection
	 * @param time when it was added, or ingested
	 * @param photo null until it is read
	 */
	record Member(UUID id, Instant time, UUID photoId, @Nullable Photo photo) {

		Member with(@Nullable Photo read) {
			return new Member(this.id, this.time, this.photoId, read);
		}

		@JsonValue
		@Nullable Photo json() {
			return this.photo;
		}

	}

}
