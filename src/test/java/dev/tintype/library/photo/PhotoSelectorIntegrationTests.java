package dev.tintype.library.photo;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.Assets;
import dev.tintype.library.version.ProcessingState;
import dev.tintype.library.version.TestAssets;
import dev.tintype.library.version.Tier;
import dev.tintype.library.version.VersionBuilder;
import dev.tintype.search.filter.Filter;
import dev.tintype.search.filter.Operator;
import dev.tintype.support.Ids;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import dev.tintype.web.listing.Where;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

@IntegrationTest
class PhotoSelectorIntegrationTests {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	@Autowired
	private Assets assets;

	@Autowired
	private Statements statements;

	@Autowired
	private Transactions transactions;

	@Autowired
	private Dialect dialect;

	private final String mark = UUID.randomUUID().toString();

	@Test
	void smartCollectionHasPhotosThatMatchItsRules() {
		UUID smart = Ids.next();
		UUID plain = Ids.next();
		UUID rated = photo((photo) -> photo.rating(5));
		UUID member = photo((photo) -> photo);
		photo((photo) -> photo.rating(5).state(ProcessingState.REJECTED));
		photo((photo) -> photo.rating(1));
		this.statements.sql("INSERT INTO collections (id, name) VALUES (:id, 'c')")
			.bind("id", plain)
			.then()
			.block(LIMIT);
		this.statements.sql("INSERT INTO collection_photos (collection_id, photo_id) VALUES (:id, :photo)")
			.bind("id", plain)
			.bind("photo", member)
			.then()
			.block(LIMIT);
		Filter rules = PhotoFields.ALL.condition("rating", Operator.AT_LEAST, 4L);

		assertThat(select(smart, rules, "[\"%s\"]".formatted(smart))).containsExactly(rated);
		assertThat(select(smart, rules, "[\"%s\", \"%s\", \"x\"]".formatted(plain, smart))).containsExactly(rated,
				member);
		assertThat(select(smart, rules, "[\"%s\"]".formatted(Ids.next()))).isEmpty();
		assertThat(select(smart, rules, "[\"x\"]")).isEmpty();
	}

	@Test
	void onlyFirstOfManyKeywordsAreJoins() {
		assumeThat(this.dialect).isEqualTo(Dialect.POSTGRESQL);
		List<String> keywords = IntStream.range(0, 20).mapToObj((i) -> "k" + i).toList();
		JsonFields fields = new JsonFields(Json.MAPPER.valueToTree(Map.of("keywords", keywords)), "");
		PhotoSelector selector = new PhotoSelector(this.statements,
				new StaticListableBeanFactory().getBeanProvider(CollectionTrees.class));

		List<String> plan = selector.select(PhotoFilters.read(fields), null).flatMap((selection) -> {
			Where where = selection.where(this.dialect);
			return this.statements.sql("EXPLAIN SELECT v.id FROM file_versions v " + where.sql())
				.bind(where.values())
				.<String>all((row) -> row.get(0, String.class))
				.collectList();
		}).block(LIMIT);

		assertThat(plan).filteredOn((line) -> line.contains("SubPlan") && line.contains("Filter:")).isNotEmpty();
	}

	private List<UUID> select(UUID smart, Filter rules, String collections) {
		CollectionTrees trees = new CollectionTrees() {

			@Override
			public Mono<Map<UUID, Filter>> trees(Collection<UUID> ids) {
				return Mono.just(ids.contains(smart) ? Map.of(smart, rules) : Map.of());
			}

			@Override
			public Mono<Filter> extended(Filter filter) {
				return Mono.just(filter);
			}

		};
		PhotoSelector selector = new PhotoSelector(this.statements,
				new StaticListableBeanFactory(Map.of("trees", trees)).getBeanProvider(CollectionTrees.class));
		JsonFields fields = new JsonFields(Json.MAPPER.readTree(
				"{\"keywords\": [\"%s\"], \"state\": \"all\", \"collections\": %s}".formatted(this.mark, collections)),
				"");
		return Objects.requireNonNull(selector.select(PhotoFilters.read(fields), null).flatMap((selection) -> {
			Where where = selection.where(this.dialect);
			return this.statements.sql("SELECT v.id FROM file_versions v " + where.sql() + " ORDER BY v.id")
				.bind(where.values())
				.<UUID>all((row) -> row.get(0, UUID.class))
				.collectList();
		}).block(LIMIT));
	}

	private UUID photo(UnaryOperator<VersionBuilder> change) {
		Asset made = TestAssets.of("a", List.of(this.mark), Tier.BRONZE);
		Asset asset = new Asset(made.id(), "a", null, null, made.createdAt(),
				List.of(change.apply(made.best().toBuilder()).build()));
		this.transactions.run(this.assets.insert(List.of(asset))).block(LIMIT);
		return asset.best().id();
	}

}
