package dev.tintype.caption.insight;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.search.filter.FilterSql;
import dev.tintype.search.filter.RowFilter;
import dev.tintype.search.regex.RegexLimit;
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
 * Lists the images that several models have captioned, with the newest caption of each
 * model.
 */
@Repository
class Comparison {

	static final Orders<Compared> ORDERS = Orders.of(Order.of("images", Key.id("i.image_id", Compared::imageId)));

	private static final Order<Found> ORDER = Order.of("images", Key.id("i.image_id", Found::imageId));

	private static final String TABLE = "images i";

	private static final String OF_MODEL = "FROM captions c WHERE c.image_id = i.image_id AND c.model = :model_%d AND c.text IS NOT NULL AND %s";

	private static final String NEWEST = "(SELECT c.text " + OF_MODEL
			+ " ORDER BY c.created_at DESC, c.caption_id DESC LIMIT 1)";

	private static final String READ = """
			/* readComparedCaptions */
			SELECT c.image_id, c.model, c.caption_id, c.text, c.source, c.created_at,
			  EXISTS (SELECT 1 FROM images i WHERE i.image_id = c.image_id AND i.caption_id = c.caption_id)
			FROM captions c %s AND c.model = :model AND c.text IS NOT NULL AND %s
			ORDER BY c.image_id, c.created_at, c.caption_id
			""";

	private final Statements statements;

	private final Dialect dialect;

	private final RegexLimit regexes;

	private final Listing<Found> listing;

	Comparison(Statements statements, Dialect dialect, RegexLimit regexes) {
		this.statements = statements;
		this.dialect = dialect;
		this.regexes = regexes;
		this.listing = new Listing<>(statements, "ComparedImages", TABLE, "i.image_id, i.file_path, i.filename",
				(row) -> new Found(Columns.get(row, 0, UUID.class), row.get(1, String.class),
						Columns.get(row, 2, String.class)));
	}

	/**
	 * The images that all models have captioned.
	 * @param models two or more, all different
	 * @param differs whether images with equal texts are omitted
	 * @param filter of the captions that are compared, null for all
	 */
	Rows<Compared> rows(List<String> models, boolean differs, @Nullable RowFilter filter) {
		return new Selected(models, differs, filter);
	}

	/**
	 * The listing.
	 */
	private final class Selected implements Rows<Compared> {

		private final List<String> models;

		private final boolean differs;

		private final @Nullable RowFilter filter;

		Selected(List<String> models, boolean differs, @Nullable RowFilter filter) {
			this.models = models;
			this.differs = differs;
			this.filter = filter;
		}

		@Override
		public Mono<List<Compared>> page(Slice<Compared> slice) {
			Slice<Found> found = new Slice<>(ORDER, slice.after(), slice.limit(), slice.offset());
			return Comparison.this.listing.page(Plan.rows(TABLE), where(), found).flatMap(this::read);
		}

		@Override
		public Mono<Long> count() {
			return Comparison.this.listing.count(where());
		}

		private Where where() {
			FilterSql sql = sql();
			Map<String, Object> values = new HashMap<>(sql.values());
			List<String> newest = new ArrayList<>();
			List<String> conditions = new ArrayList<>();
			for (int i = 0; i < this.models.size(); i++) {
				values.put("model_" + i, this.models.get(i));
				conditions.add("EXISTS (SELECT 1 " + OF_MODEL.formatted(i, sql.condition()) + ")");
				newest.add(NEWEST.formatted(i, sql.condition()));
			}
			if (this.differs) {
				String first = newest.remove(0);
				conditions.add(
						"(" + String.join(" OR ", newest.stream().map((text) -> first + " <> " + text).toList()) + ")");
			}
			return Where.ALL.and(String.join(" AND ", conditions), values);
		}

		// The usual limit holds for expressions.
		private FilterSql sql() {
			if (this.filter == null) {
				return new FilterSql("TRUE", Map.of());
			}
			FilterSql sql = this.filter.sql(Comparison.this.dialect, Comparison.this.regexes.usual());
			return new FilterSql("(" + sql.condition() + ")", sql.values());
		}

		private Mono<List<Compared>> read(List<Found> images) {
			if (images.isEmpty()) {
				return Mono.just(List.of());
			}
			Map<UUID, Map<String, Compared.Caption>> captions = new HashMap<>();
			return Flux.fromIterable(this.models)
				.concatMap((model) -> newest(images, model, captions), 1)
				.then(Mono.fromSupplier(() -> images.stream().map((image) -> compared(image, captions)).toList()));
		}

		private Mono<Void> newest(List<Found> images, String model, Map<UUID, Map<String, Compared.Caption>> captions) {
			FilterSql sql = sql();
			String among = Comparison.this.dialect.among("c.image_id", "UUID", "ids");
			return Comparison.this.statements.sql(READ.formatted(among, sql.condition()))
				.bind(sql.values())
				.bind("ids", images.stream().map(Found::imageId).toArray(UUID[]::new))
				.bind("model", model)
				.all((row) -> captions.computeIfAbsent(Columns.get(row, 0, UUID.class), (image) -> new HashMap<>())
					.put(model,
							new Compared.Caption(model, Columns.get(row, 2, UUID.class),
									Columns.get(row, 3, String.class), Columns.get(row, 4, String.class),
									Columns.get(row, 5, Instant.class), Columns.get(row, 6, Boolean.class))) == null)
				.then();
		}

		private Compared compared(Found image, Map<UUID, Map<String, Compared.Caption>> captions) {
			Map<String, Compared.Caption> ofImage = captions.getOrDefault(image.imageId(), Map.of());
			return new Compared(image.imageId(), image.path(), image.filename(),
					this.models.stream().map(ofImage::get).filter(Objects::nonNull).toList());
		}

	}

	/**
	 * An image.
	 */
	private record Found(UUID imageId, @Nullable String path, String filename) {
	}

}
