package dev.tintype.library.burst;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Statements;
import dev.tintype.library.photo.Photo;
import dev.tintype.library.photo.PhotoRepository;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import dev.tintype.web.listing.Key;
import dev.tintype.web.listing.Listing;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Orders;
import dev.tintype.web.listing.Page;
import dev.tintype.web.listing.Rows;
import dev.tintype.web.listing.Slice;
import dev.tintype.web.listing.Where;
import dev.tintype.web.ndjson.Ndjson;
import dev.tintype.web.ndjson.NdjsonPage;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Lists bursts of listed photos. One statement finds the bursts of a page, and others
 * read their photos.
 */
final class BurstRows implements Rows<Burst> {

	/** The most photos that a burst shows. */
	static final int MOST_SHOWN = 10_000;

	/** The most photos of a page. */
	private static final int MOST_OF_PAGE = 2 * MOST_SHOWN;

	/** A page of a stream ends when it has as many photos. */
	private static final int ENOUGH_TO_STREAM = 1_000;

	/** The newest burst first. A camera has one burst at a time. */
	static final Orders<Burst> ORDERS = Orders.of(Order.of("newest",
			Key.<Burst>wallTime("b.first_taken", Burst::from).down(), Key.<Burst>text("b.camera", Burst::camera)));

	/** A photo begins a run if the one before was taken too long ago. */
	private static final String RUNS = """
			(SELECT camera, MIN(taken_at) AS first_taken, MAX(taken_at) AS last_taken, count(*) AS photos
			FROM (
			  SELECT camera, taken_at, SUM(begins) OVER (PARTITION BY camera ORDER BY taken_at, media_asset_id) AS run
			  FROM (
			    SELECT v.camera, v.taken_at, v.media_asset_id,
			      CASE WHEN LAG(v.taken_at) OVER (PARTITION BY v.camera ORDER BY v.taken_at, v.media_asset_id)
			        >= v.taken_at - CAST(:gap AS INT) * INTERVAL '1' SECOND THEN 0 ELSE 1 END AS begins
			    FROM file_versions v
			    WHERE v.listing = 'listed' AND v.camera IS NOT NULL AND v.taken_at IS NOT NULL) m) r
			GROUP BY camera, run) b""";

	private static final String PHOTOS = """
			/* findPhotosOfBursts */
			SELECT b.n, v.media_asset_id
			FROM unnest(CAST(:numbers AS INT ARRAY), CAST(:cameras AS VARCHAR ARRAY), CAST(:starts AS VARCHAR ARRAY),
			  CAST(:ends AS VARCHAR ARRAY)) AS b(n, camera, first_taken, last_taken)
			JOIN file_versions v ON v.listing = 'listed' AND v.camera = b.camera
			  AND v.taken_at BETWEEN CAST(b.first_taken AS TIMESTAMP) AND CAST(b.last_taken AS TIMESTAMP)
			ORDER BY b.n, v.taken_at, v.media_asset_id
			""";

	private final Statements statements;

	private final PhotoRepository photos;

	private final Rows<Burst> runs;

	/**
	 * Creates the rows.
	 * @param gap the longest time between two photos, in seconds
	 * @param min the fewest photos
	 */
	BurstRows(Statements statements, PhotoRepository photos, int gap, int min) {
		this.statements = statements;
		this.photos = photos;
		this.runs = new Listing<>(statements, "Bursts", RUNS,
				"b.camera, CAST(b.first_taken AS VARCHAR), CAST(b.last_taken AS VARCHAR), b.photos", BurstRows::run)
			.rows(Where.ALL.and("b.photos >= :min", Map.of("min", (long) min, "gap", gap)));
	}

	private static Burst run(Readable row) {
		return new Burst(Columns.get(row, 0, String.class), time(row, 1), time(row, 2), Columns.get(row, 3, Long.class),
				List.of());
	}

	private static LocalDateTime time(Readable row, int i) {
		return LocalDateTime.parse(Columns.get(row, i, String.class).replace(' ', 'T'));
	}

	@Override
	public Mono<Long> count() {
		return this.runs.count();
	}

	@Override
	public Mono<List<Burst>> page(Slice<Burst> slice) {
		return this.runs.page(slice).flatMap((found) -> {
			if (found.stream().mapToLong((burst) -> Math.min(MOST_SHOWN, burst.photoCount())).sum() > MOST_OF_PAGE) {
				throw new ProblemException(ProblemType.TOO_LARGE, "The bursts of the page have over " + MOST_OF_PAGE
						+ " photos. Request fewer bursts with per_page, or all as application/x-ndjson.");
			}
			return shown(found);
		});
	}

	@Override
	public Mono<NdjsonPage> lines(Slice<Burst> slice) {
		return this.runs.page(slice).flatMap((found) -> {
			int number = 0;
			for (long rest = ENOUGH_TO_STREAM; number < found.size() && rest > 0; number++) {
				rest -= Math.min(MOST_SHOWN, found.get(number).photoCount());
			}
			if (number == 0) {
				return Mono.just(NdjsonPage.EMPTY);
			}
			int taken = number;
			return shown(found.subList(0, taken)).map((bursts) -> new NdjsonPage(Ndjson.lines(bursts), taken,
					slice.order().place(found.get(taken - 1)), taken < found.size(), null));
		});
	}

	// Bursts that have lost all photos since they were found are left out.
	private Mono<List<Burst>> shown(List<Burst> found) {
		if (found.isEmpty()) {
			return Mono.just(found);
		}
		return assets(found).flatMap(
				(assets) -> this.photos.findBest(assets.values().stream().flatMap(List::stream).distinct().toList())
					.map((best) -> IntStream.range(0, found.size())
						.mapToObj((i) -> found.get(i)
							.with(assets.getOrDefault(i, List.of())
								.stream()
								.flatMap((asset) -> Stream.<Photo>ofNullable(best.get(asset)))
								.toList()))
						.filter((burst) -> !burst.photos().isEmpty())
						.toList()));
	}

	private Mono<Map<Integer, List<UUID>>> assets(List<Burst> bursts) {
		return this.statements.sql(PHOTOS)
			.bind("numbers", IntStream.range(0, bursts.size()).boxed().toArray(Integer[]::new))
			.bind("cameras", bursts.stream().map(Burst::camera).toArray(String[]::new))
			.bind("starts", bursts.stream().map((burst) -> burst.from().toString()).toArray(String[]::new))
			.bind("ends",
					bursts.stream().map((burst) -> burst.to().toString()).toArray(String[]::new)).<Map
							.Entry<Integer, UUID>>all(
									(row) -> Map.entry(Columns.get(row, 0, Integer.class),
											Columns.get(row, 1, UUID.class)))
			.collect(LinkedHashMap::new, (found, row) -> {
				List<UUID> assets = found.computeIfAbsent(row.getKey(), (n) -> new ArrayList<>());
				if (assets.size() < MOST_SHOWN) {
					assets.add(row.getValue());
				}
			});
	}

	@Override
	public Mono<byte[]> json(Page<Burst> page) {
		return Mono.fromCallable(() -> Json.MAPPER.writeValueAsBytes(page)).subscribeOn(Schedulers.boundedElastic());
	}

}
