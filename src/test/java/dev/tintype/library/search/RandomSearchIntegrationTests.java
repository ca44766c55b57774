package dev.tintype.library.search;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.library.photo.PhotoRepository;
import dev.tintype.library.photo.PhotoSelector;
import dev.tintype.library.search.Facets.Facet;
import dev.tintype.library.search.RandomSearches.Search;
import dev.tintype.library.version.Assets;
import dev.tintype.support.Ids;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.web.http.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares searches, facets and timelines with a plain evaluation in Java.
 */
@IntegrationTest
class RandomSearchIntegrationTests {

	private static final long SEED = 20261130;

	private static final int PHOTOS = 2_000;

	private static final int SEARCHES = 500;

	/** Most searches find few photos or none; a page of this size holds most results. */
	private static final int PER_PAGE = 20;

	private static final int AT_ONCE = 4;

	/** One of this many searches is compared with its page, facets and timeline. */
	private static final int COUNTED = 10;

	private final Random random = new Random(SEED);

	private final String mark = UUID.randomUUID().toString();

	private final RandomPhotos photos = new RandomPhotos(this.random, this.mark, PHOTOS);

	@Autowired
	private Assets assets;

	@Autowired
	private Statements statements;

	@Autowired
	private Transactions transactions;

	@Autowired
	private Dialect dialect;

	@Autowired
	private PhotoSearch search;

	@Autowired
	private PhotoSelector selector;

	@Autowired
	private PhotoRepository repository;

	@Autowired
	private Timeline timeline;

	@BeforeEach
	void insertPhotos() {
		this.photos.insert(this.assets, this.statements, this.transactions, this.dialect.choose("JSON", "JSONB"))
			.block();
	}

	@AfterEach
	void deletePhotos() {
		this.photos.delete(this.assets, this.statements, this.transactions).block();
	}

	@Test
	void databaseFindsSamePhotosAsPlainEvaluation() {
		RandomSearches searches = new RandomSearches(this.random, this.photos, this.mark);
		List<Case> cases = IntStream.range(0, SEARCHES).mapToObj((i) -> sorted(searches.next())).toList();

		List<String> wrong = Flux.fromIterable(cases)
			.index()
			.flatMap((one) -> ((one.getT1() % COUNTED == 0) ? difference(one.getT2()) : missed(one.getT2()))
				.map((text) -> "seed " + SEED + " " + one.getT2().body() + "\n  " + text), AT_ONCE)
			.collectList()
			.block();

		assertThat(wrong).isEmpty();
		assertThat(cases.stream().mapToLong((one) -> one.found().size()).distinct().count()).isGreaterThan(100);
	}

	private Mono<String> missed(Case one) {
		SearchRequest request = SearchRequest.read(Json.MAPPER.writeValueAsBytes(one.body()));
		List<UUID> expected = one.found().stream().map(PlainPhoto::id).sorted(Ids.ORDER).toList();
		return this.repository.select(request.filter(), request.text(), PHOTOS)
			.filter((ids) -> !ids.equals(expected))
			.map((ids) -> "found " + ids.size() + ", not " + expected.size());
	}

	// Empty if there is none.
	private Mono<String> difference(Case one) {
		SearchRequest request = SearchRequest.read(Json.MAPPER.writeValueAsBytes(one.body()));
		Timeline.Unit unit = one.unit();
		return this.search.page(request)
			.zipWith(
					this.selector.select(request.filter(), request.text())
						.flatMap((selection) -> this.timeline.count(selection, unit)),
					(page, counts) -> difference(one, page, counts))
			.filter((text) -> !text.isEmpty());
	}

	private String difference(Case one, SearchPage page, Timeline.Counts counts) {
		List<PlainPhoto> found = one.found();
		List<UUID> ids = found.stream().sorted(one.order()).limit(PER_PAGE).map(PlainPhoto::id).toList();
		List<UUID> shown = page.items().stream().map((photo) -> photo.version().id()).toList();
		List<String> different = new ArrayList<>();
		compare("total", page.total(), (long) found.size(), different);
		compare("photos", shown, ids, different);
		Facets facets = Objects.requireNonNull(page.facets());
		compare("tiers", facets.tiers(), facets(found, (photo) -> List.of(photo.best().tier().text())), different);
		compare("ratings", facets.ratings(), facets(found, (photo) -> List.of(photo.best().rating())), different);
		compare("event_types", facets.eventTypes(), facets(found, (photo) -> known(photo.best().eventType())),
				different);
		compare("cameras", facets.cameras(), facets(found, (photo) -> known(photo.best().camera())), different);
		compare("mime_types", facets.mimeTypes(), facets(found, (photo) -> known(photo.best().mimeType())), different);
		compare("keywords", facets.keywords(), facets(found, (photo) -> photo.best().keywords()), different);
		compare("years", facets.years(),
				facets(found, (photo) -> known((photo.taken() != null) ? photo.taken().getYear() : null)), different);
		compare("people",
				facets.people().stream().map((person) -> new Facet(person.value().toString(), person.count())).toList(),
				facets(found, (photo) -> photo.people().stream().map(UUID::toString).toList()), different);
		compare("timeline", counts, timeline(found, one.unit()), different);
		return String.join("\n  ", different);
	}

	private static void compare(String what, @Nullable Object actual, Object expected, List<String> different) {
		if (!expected.equals(actual)) {
			different.add(what + " " + actual + " not " + expected);
		}
	}

	private static <T> List<T> known(@Nullable T value) {
		return (value != null) ? List.of(value) : List.of();
	}

	private static List<Facet> facets(List<PlainPhoto> found, Function<PlainPhoto, ? extends Collection<?>> values) {
		Map<Object, Long> counts = found.stream()
			.flatMap((photo) -> values.apply(photo).stream().distinct())
			.collect(Collectors.groupingBy((value) -> (Object) value, Collectors.counting()));
		Comparator<Facet> byCount = Comparator.comparingLong(Facet::count).reversed();
		return counts.entrySet()
			.stream()
			.map((entry) -> new Facet(entry.getKey(), entry.getValue()))
			.sorted(byCount.thenComparing(Facet::value, RandomSearchIntegrationTests::compareValues))
			.limit(50)
			.toList();
	}

	private static int compareValues(Object one, Object other) {
		return (one instanceof Integer number) ? number.compareTo((Integer) other)
				: compareTexts((String) one, (String) other);
	}

	private static int compareTexts(String one, String other) {
		return Arrays.compare(one.codePoints().toArray(), other.codePoints().toArray());
	}

	private static Timeline.Counts timeline(List<PlainPhoto> found, Timeline.Unit unit) {
		String pattern = Map.of("year", "uuuu", "month", "uuuu-MM", "day", "uuuu-MM-dd").get(unit.text());
		DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
		Map<String, List<PlainPhoto>> buckets = found.stream()
			.filter((photo) -> photo.taken() != null)
			.collect(Collectors.groupingBy((photo) -> format.format(photo.taken())));
		Comparator<PlainPhoto> byTime = Comparator.comparing(PlainPhoto::taken);
		List<Timeline.Bucket> items = buckets.entrySet()
			.stream()
			.sorted(Map.Entry.<String, List<PlainPhoto>>comparingByKey().reversed())
			.map((bucket) -> new Timeline.Bucket(bucket.getKey(), bucket.getValue().size(),
					bucket.getValue().stream().max(byTime.thenComparing(PlainPhoto::id, Ids.ORDER)).orElseThrow().id()))
			.toList();
		long dated = items.stream().mapToLong(Timeline.Bucket::count).sum();
		return new Timeline.Counts(items, found.size(), found.size() - dated);
	}

	// Adds an order and the size of a page.
	private Case sorted(Search one) {
		ObjectNode body = one.json().put("per_page", PER_PAGE);
		boolean isDescending = this.random.nextBoolean();
		boolean isOfHash = one.filters().at("/similar/hash").isString();
		String field = SearchRequest.FIELDS.get(this.random.nextInt(SearchRequest.FIELDS.size() - (isOfHash ? 0 : 1)));
		body.putObject("sort").put("field", field).put("direction", isDescending ? "desc" : "asc");
		Comparator<PlainPhoto> order = switch (field) {
			case "created_at" ->
				by((photo) -> photo.best().createdAt(), Comparator.<Instant>naturalOrder(), isDescending);
			case "taken_at" -> by(PlainPhoto::taken, Comparator.<LocalDateTime>naturalOrder(), isDescending);
			case "rating" -> by((photo) -> photo.best().rating(), Comparator.<Integer>naturalOrder(), isDescending);
			case "file_size" -> by((photo) -> photo.best().fileSize(), Comparator.<Long>naturalOrder(), isDescending);
			case "event_name" ->
				by((photo) -> photo.best().eventName(), RandomSearchIntegrationTests::compareTexts, isDescending);
			case "similarity" -> {
				long hash = Long.parseUnsignedLong(one.filters().at("/similar/hash").stringValue(), 2);
				Comparator<PlainPhoto> nearest = Comparator.comparingInt((photo) -> photo.similarity(hash));
				yield (isDescending ? nearest.reversed() : nearest).thenComparing(PlainPhoto::id, Ids.ORDER);
			}
			default -> by((photo) -> photo.asset().originalFilename(), RandomSearchIntegrationTests::compareTexts,
					isDescending);
		};
		return new Case(this.photos.all().stream().filter(one::finds).toList(), body, order,
				Timeline.Unit.values()[this.random.nextInt(3)]);
	}

	// Absent values are last in both directions; the id has the direction of the field.
	private static <T> Comparator<PlainPhoto> by(Function<PlainPhoto, @Nullable T> value, Comparator<T> order,
			boolean isDescending) {
		Comparator<UUID> ids = isDescending ? Ids.ORDER.reversed() : Ids.ORDER;
		return Comparator.comparing(value, Comparator.nullsLast(isDescending ? order.reversed() : order))
			.thenComparing(PlainPhoto::id, ids);
	}

	/**
	 * A search with the photos that it finds, and their order.
	 */
	private record Case(List<PlainPhoto> found, ObjectNode body, Comparator<PlainPhoto> order, Timeline.Unit unit) {
	}

}
