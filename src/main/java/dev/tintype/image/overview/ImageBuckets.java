package dev.tintype.image.overview;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.image.registry.Image;
import dev.tintype.image.registry.ImageSelection;
import dev.tintype.search.regex.RegexLimit;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Where;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Divides a list of images into buckets with one statement.
 */
@Component
class ImageBuckets {

	private static final String COUNT = """
			/* countImageBuckets */
			SELECT CAST(b.bucket AS VARCHAR), b.images
			FROM (SELECT t.bucket, count(*) AS images FROM (SELECT %1$s AS bucket FROM images i %2$s) t GROUP BY t.bucket) b
			ORDER BY %3$s NULLS LAST
			""";

	private static final String WALK = """
			/* walkImageBuckets */ SELECT CAST(%1$s AS VARCHAR) FROM images i %2$s ORDER BY %3$s
			""";

	private final Statements statements;

	private final Dialect dialect;

	private final RegexLimit regexes;

	ImageBuckets(Statements statements, Dialect dialect, RegexLimit regexes) {
		this.statements = statements;
		this.dialect = dialect;
		this.regexes = regexes;
	}

	/**
	 * Counts the images of each bucket.
	 * @return in the order of the list
	 */
	Mono<List<Bucket>> count(ImageSelection selection, BucketKind kind) {
		boolean grouped = kind.isGroupedBy(selection.order());
		return this.regexes.run(selection.isMatching(),
				() -> (grouped && !kind.isContiguous()) ? walk(selection, kind) : count(selection, kind, grouped));
	}

	private Mono<List<Bucket>> count(ImageSelection selection, BucketKind kind, boolean grouped) {
		Where where = selection.where(this.dialect);
		Order<Image> order = selection.order();
		String sorted = kind.sorted(this.dialect) + (order.isDescending() ? " DESC" : "");
		return this.statements.sql(COUNT.formatted(kind.sql(this.dialect, order), where.sql(), sorted))
			.bind(where.values())
			.all((row) -> new Counted(key(kind, row.get(0, String.class)), Columns.get(row, 1, Long.class)))
			.collectList()
			.map((counted) -> buckets(counted, kind, grouped));
	}

	private static List<Bucket> buckets(List<Counted> counted, BucketKind kind, boolean grouped) {
		List<Bucket> buckets = new ArrayList<>(counted.size());
		long start = 1;
		for (Counted each : counted) {
			buckets.add(new Bucket(each.key(), kind.label(each.key()), each.images(), grouped ? start : null));
			start += each.images();
		}
		return buckets;
	}

	// Goes through all images in the order of the list, because those of one bucket may
	// surround those of another. The rows are counted as they arrive.
	private Mono<List<Bucket>> walk(ImageSelection selection, BucketKind kind) {
		Where where = selection.where(this.dialect);
		Order<Image> order = selection.order();
		return this.statements.sql(WALK.formatted(kind.sql(this.dialect, order), where.sql(), order.orderBy()))
			.bind(where.values())
			.bind(selection.orderValues())
			.all((row) -> Optional.ofNullable(row.get(0, String.class)))
			.reduceWith(Walk::new, Walk::pass)
			.map((walk) -> walk.buckets(kind));
	}

	private static @Nullable String key(BucketKind kind, @Nullable String value) {
		return (value != null) ? kind.key(value) : null;
	}

	private record Counted(@Nullable String key, long images) {
	}

	/**
	 * Counts images in the order of a list.
	 */
	private static final class Walk {

		/** The start and the number of images of each bucket. */
		private final Map<Optional<String>, long[]> counts = new LinkedHashMap<>();

		private long position;

		Walk pass(Optional<String> value) {
			this.position++;
			this.counts.computeIfAbsent(value, (any) -> new long[] { this.position, 0 })[1]++;
			return this;
		}

		List<Bucket> buckets(BucketKind kind) {
			List<Bucket> buckets = new ArrayList<>(this.counts.size());
			this.counts.forEach((value, count) -> {
				String key = key(kind, value.orElse(null));
				buckets.add(new Bucket(key, kind.label(key), count[1], count[0]));
			});
			return buckets;
		}

	}

}
