package dev.tintype.library.recognition;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.support.Ids;
import dev.tintype.support.Texts;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.listing.Key;
import dev.tintype.web.listing.Listing;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Orders;
import dev.tintype.web.listing.Plan;
import dev.tintype.web.listing.Rows;
import dev.tintype.web.listing.Slice;
import dev.tintype.web.listing.Where;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Reads faces.
 */
@Repository
class FaceRepository {

	/** The latest first. */
	static final Orders<Face> ORDERS = Orders.of(Order.ofRow("newest",
			Key.<Face>moment("face.created_at", Face::createdAt).down(), Key.<Face>id("face.id", Face::id).down()));

	private static final Plan IN_ORDER = Plan.idsFirst(Face.TABLE, "face.id", Face.JOINS);

	private static final Where LIVE = Where.ALL
		.and("EXISTS (SELECT 1 FROM file_versions t WHERE t.id = face.photo_id AND NOT t.is_trashed)");

	private static final Where UNASSIGNED = LIVE.and("face.person_id IS NULL").and("face.ignored = FALSE");

	private static final String OF_PHOTO = """
			face.photo_id IN (SELECT b.id FROM file_versions l JOIN file_versions b ON b.media_asset_id = l.media_asset_id
			  WHERE l.id = :photo_id)""";

	private final Statements statements;

	private final Dialect dialect;

	private final Listing<Face> listing;

	FaceRepository(Statements statements, Dialect dialect) {
		this.statements = statements;
		this.dialect = dialect;
		this.listing = new Listing<>(statements, "Faces", Face.TABLE, Face.COLUMNS, Face::of);
	}

	private static final String FIND = "/* findFaces */ SELECT " + Face.COLUMNS + " FROM " + Face.TABLE + " "
			+ Face.JOINS;

	/**
	 * Finds a face, whose asset may be in the trash.
	 * @return empty if the id is unknown
	 */
	Mono<Face> findById(UUID id) {
		return this.statements.sql(FIND + " WHERE face.id = :id").bind("id", id).one(Face::of);
	}

	/**
	 * Finds faces with one statement.
	 * @return those that exist, in no order
	 */
	Flux<Face> findAllById(Collection<UUID> ids) {
		return this.statements.sql(FIND + " " + this.dialect.among("face.id", "UUID", "ids"))
			.bind("ids", ids.stream().distinct().toArray(UUID[]::new))
			.all(Face::of);
	}

	/**
	 * Returns the live faces of a photo, of a person, or all.
	 */
	Rows<Face> rows(QueryParameters parameters) {
		Where where = of(LIVE, OF_PHOTO, "photo_id", parameters.text("photo_id", Texts.NAME_LENGTH));
		return rows(
				of(where, "face.person_id = :person_id", "person_id", parameters.text("person_id", Texts.NAME_LENGTH)));
	}

	private static Where of(Where where, String condition, String name, @Nullable String text) {
		if (text == null) {
			return where;
		}
		UUID id = Ids.parse(text);
		return (id != null) ? where.and(condition, Map.of(name, id)) : where.and("1 = 0");
	}

	/**
	 * Returns the live faces that belong to nobody and are not ignored.
	 */
	Rows<Face> unassigned() {
		return rows(UNASSIGNED);
	}

	/**
	 * Returns the live faces that are ignored.
	 */
	Rows<Face> ignored() {
		return rows(LIVE.and("face.ignored = TRUE"));
	}

	private Rows<Face> rows(Where where) {
		return new Rows<>() {

			@Override
			public Mono<List<Face>> page(Slice<Face> slice) {
				return FaceRepository.this.listing.page(IN_ORDER, where, slice);
			}

			@Override
			public Mono<Long> count() {
				return FaceRepository.this.listing.count(where);
			}

		};
	}

}
