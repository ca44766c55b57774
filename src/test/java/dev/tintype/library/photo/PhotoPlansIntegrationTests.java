package dev.tintype.library.photo;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.library.geo.Circle;
import dev.tintype.library.version.Assets;
import dev.tintype.library.version.TestAssets;
import dev.tintype.library.version.Tier;
import dev.tintype.search.filter.Filter;
import dev.tintype.search.regex.RegexLimit;
import dev.tintype.testing.ExplainedStatements;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Slice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class PhotoPlansIntegrationTests {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	private final Assets assets;

	private final Statements statements;

	private final Transactions transactions;

	private final Dialect dialect;

	private final ExplainedStatements explained;

	private final RegexLimit regexes;

	PhotoPlansIntegrationTests(@Autowired Assets assets, @Autowired Statements statements,
			@Autowired Transactions transactions, @Autowired Dialect dialect, @Autowired RegexLimit regexes) {
		this.assets = assets;
		this.statements = statements;
		this.transactions = transactions;
		this.dialect = dialect;
		this.explained = new ExplainedStatements(statements, transactions, dialect);
		this.regexes = regexes;
	}

	@ParameterizedTest
	@CsvSource({ "created, created", "-created, created", "taken, taken_ascending", "-taken, taken_descending",
			"rating, rating", "-rating, rating", "size, size", "-size, size", "name, name", "-name, name" })
	void indexServesEachOrder(String sort, String index) {
		insertPhoto();
		Order<Photo> order = order(sort);
		Photo photo = Objects.requireNonNull(rows(this.statements).page(Slice.first(order, 1)).block(LIMIT)).get(0);

		this.explained.forgetStatistics("file_versions");
		PhotoRows explaining = rows(this.explained.statements());
		List<String> first = this.explained.scans(explaining.page(Slice.first(order, 10)));
		List<String> behind = this.explained.scans(explaining.page(new Slice<>(order, order.place(photo), 10, 0)));

		assertThat(first).anyMatch((scan) -> scan.startsWith("file_versions_listed_" + index + ": "));
		assertThat(behind).anyMatch((scan) -> scan.startsWith("file_versions_listed_" + index + ": ")
				&& scan.contains(order.keys().get(0).column().replace("v.", "")));
	}

	@ParameterizedTest
	@CsvSource({ "taken, taken_ascending", "-taken, taken_descending" })
	void indexFindsPeriodInOrder(String sort, String column) {
		Order<Photo> order = order(sort);
		Filter period = PhotoConditions.takenFrom(LocalDateTime.parse("2024-07-01T00:00:00"))
			.and(PhotoConditions.takenBefore(LocalDateTime.parse("2024-08-01T00:00:00")));

		List<String> scans = this.explained
			.scans(rows(this.explained.statements(), PhotoSelection.listed(period)).page(Slice.first(order, 10)));

		assertThat(scans).anyMatch(
				(scan) -> scan.startsWith("file_versions_listed_" + column + ": ") && scan.contains(column + " <"));
	}

	@Test
	void indexFindsPhotosOfPlace() {
		Filter near = PhotoConditions.near(new Circle(47, 8, 1_000));
		// PostgreSQL chooses by statistics, which an empty table does not have. H2 needs
		// the
		// hint.
		PhotoSelection selection = new PhotoSelection(this.dialect.choose(PhotoConditions.LISTED.and(near), near),
				false, null, true);

		List<String> scans = this.explained.scans(rows(this.explained.statements(), selection).count());

		assertThat(scans).anyMatch((scan) -> scan.startsWith("file_versions_coordinates: "));
	}

	private Order<Photo> order(String sort) {
		return PhotoOrders.of(this.dialect)
			.choices()
			.stream()
			.filter((choice) -> choice.name().equals(sort))
			.findFirst()
			.orElseThrow();
	}

	private PhotoRows rows(Statements used) {
		return rows(used, PhotoSelection.listed(Filter.EVERY));
	}

	private PhotoRows rows(Statements used, PhotoSelection selection) {
		return new PhotoRows(used, this.dialect, this.regexes, selection, false);
	}

	private void insertPhoto() {
		this.transactions.run(this.assets.insert(List.of(TestAssets.of("a", List.of(), Tier.BRONZE)))).block(LIMIT);
	}

}
