package dev.tintype.search.filter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class FilterIntegrationTests {

	private static final int FILTERS = 10_000;

	private static final int FILTERS_OF_A_STATEMENT = 50;

	/** A page's limit is for one filter. */
	private static final Duration LIMIT = Duration.ofMinutes(1);

	private static final List<String> PATTERNS = List.of("a", "^a", "[0-9]+", "^.{4}$", "(?i)lake", "b$", "é", "\\\\");

	private static final List<String> FIELDS = List.of("id", "name", "note", "content", "size", "count", "ratio",
			"created", "taken", "wall", "noted", "parent", "tags");

	@Autowired
	private Statements statements;

	@Autowired
	private Dialect dialect;

	private final Random random = new Random(20261130);

	private final List<FilterRows.Row> rows = FilterRows.random(this.random, 50);

	@BeforeEach
	void createRows() {
		FilterRows.create(this.statements, this.dialect, this.rows).block();
	}

	@AfterEach
	void dropRows() {
		FilterRows.drop(this.statements).block();
	}

	@Test
	void databaseFindsSameRowsAsPlainEvaluation() {
		List<String> wrong = new ArrayList<>();
		Set<Integer> sizes = new HashSet<>();
		for (int done = 0; done < FILTERS; done += FILTERS_OF_A_STATEMENT) {
			List<RowFilter> filters = IntStream.range(0, FILTERS_OF_A_STATEMENT)
				.mapToObj((i) -> parse(filter(this.random.nextInt(4))))
				.toList();
			List<Set<UUID>> found = find(filters);
			for (int i = 0; i < filters.size(); i++) {
				Set<UUID> expected = expected(filters.get(i));
				sizes.add(expected.size());
				if (!found.get(i).equals(expected)) {
					wrong.add(filters.get(i).text() + "\n  found " + found.get(i).size() + ", not " + expected.size());
				}
			}
		}

		assertThat(wrong).isEmpty();
		// The filters select no rows, all rows, and numbers between.
		assertThat(sizes).hasSize(this.rows.size() + 1);
	}

	@Test
	void thousandValuesAreBoundAsOneParameter() {
		String values = IntStream.range(0, 996).mapToObj((i) -> "v" + i).collect(Collectors.joining(","));
		RowFilter filter = parse("name IN [" + values + ",lake,'a\\'b','100%',İstanbul]");

		assertThat(filter.sql(this.dialect).values()).hasSize(1);
		assertThat(find(List.of(filter)).get(0)).isEqualTo(expected(filter)).isNotEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "' OR 1=1 --", "'; DROP TABLE filter_rows; --", "\\'; DROP TABLE filter_rows; --", "$1",
			"?", ":name", "/*", "*/ OR TRUE", "%", "_", "\\", "{fn now()}", "a\u0001b" })
	void valueIsNeverExecutedAsSql(String value) {
		String quoted = "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
		List<RowFilter> filters = FIELDS.stream()
			.flatMap((field) -> field(field).operators()
				.stream()
				.filter((operator) -> operator != Operator.EXISTS && operator != Operator.BETWEEN
						&& operator != Operator.MATCHES)
				.filter((operator) -> field(field).type() == FieldType.TEXT)
				.map((operator) -> parse(field + " " + operator.symbol() + " "
						+ ((operator == Operator.IN) ? "[" + quoted + "]" : quoted))))
			.toList();

		assertThat(filters).hasSizeGreaterThan(20)
			.allSatisfy((filter) -> assertThat(filter.sql(this.dialect).condition()).doesNotContain("DROP", "1=1"));
		List<Set<UUID>> found = find(filters);
		for (int i = 0; i < filters.size(); i++) {
			assertThat(found.get(i)).as(filters.get(i).text()).isEqualTo(expected(filters.get(i)));
		}
		assertThat(find(List.of(parse("name EXISTS"))).get(0)).hasSize(this.rows.size());
	}

	@Test
	void fieldsOfListingAreDescribed(@Autowired WebTestClient http) {
		http.get()
			.uri("/api/filters/prompts")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.fields[?(@.name == 'uses')].type")
			.isEqualTo("number")
			.jsonPath("$.fields[?(@.name == 'image')].type")
			.isEqualTo("list")
			.jsonPath("$.fields[?(@.name == 'image')].operators[*]")
			.isEqualTo(List.of("IN", "CONTAINS", "EXISTS"))
			.jsonPath("$.fields[?(@.name == 'has_thumbnail')].values[*]")
			.isEqualTo(List.of("true", "false"))
			.jsonPath("$.fields[0].name")
			.isEqualTo("text")
			.jsonPath("$.fields[0].values")
			.isEqualTo(null);
		http.get().uri("/api/filters/nothing").exchange().expectStatus().isNotFound();
	}

	private static RowFilter parse(String text) {
		return RowFilter.parse(text, FilterRows.FIELDS, FilterRows.NOW, "filter");
	}

	private Set<UUID> expected(RowFilter filter) {
		return this.rows.stream()
			.filter((row) -> PlainFilter.holds(filter.tree(), row))
			.map(FilterRows.Row::id)
			.collect(Collectors.toSet());
	}

	private List<Set<UUID>> find(List<RowFilter> filters) {
		List<String> selects = new ArrayList<>();
		List<FilterSql> compiled = new ArrayList<>();
		for (int i = 0; i < filters.size(); i++) {
			FilterSql sql = filters.get(i).sql(this.dialect, "f" + i, LIMIT);
			compiled.add(sql);
			selects.add("SELECT " + i + ", r.id FROM filter_rows r WHERE " + sql.condition());
		}
		Statements.Call call = this.statements.sql(String.join(" UNION ALL ", selects));
		compiled.forEach((sql) -> call.bind(sql.values()));
		List<Set<UUID>> found = IntStream.range(0, filters.size()).<Set<UUID>>mapToObj((i) -> new HashSet<>()).toList();
		call.all((row) -> Map.entry(row.get(0, Integer.class), row.get(1, UUID.class)))
			.doOnNext((row) -> found.get(row.getKey()).add(row.getValue()))
			.blockLast();
		return found;
	}

	private String filter(int depth) {
		return switch ((depth == 0) ? 0 : this.random.nextInt(5)) {
			case 1 -> filter(depth - 1) + " OR " + filter(depth - 1);
			case 2 -> filter(depth - 1) + " AND " + filter(depth - 1);
			case 3 -> "NOT (" + filter(depth - 1) + ")";
			case 4 -> "(" + filter(depth - 1) + " OR " + filter(depth - 1) + ") AND " + filter(0);
			default -> ((this.random.nextInt(6) == 0) ? "NOT " : "") + condition();
		};
	}

	private static FilterField field(String name) {
		return Objects.requireNonNull(FilterRows.FIELDS.find(name));
	}

	private String condition() {
		FilterField field = field(FIELDS.get(this.random.nextInt(FIELDS.size())));
		List<Operator> operators = List.copyOf(field.operators());
		Operator operator = operators.get(this.random.nextInt(operators.size()));
		boolean word = operator.ordinal() >= Operator.IN.ordinal();
		String before = field.name() + ((word && this.random.nextInt(3) == 0) ? " NOT " : " ");
		return switch (operator) {
			case EXISTS -> before + "EXISTS";
			case BETWEEN -> before + value(field) + " TO " + value(field);
			case IN -> before + IntStream.rangeClosed(0, this.random.nextInt(4))
				.mapToObj((i) -> value(field))
				.collect(Collectors.joining(", ", "IN [", "]"));
			case MATCHES -> before + "MATCHES " + quote(PATTERNS.get(this.random.nextInt(PATTERNS.size())));
			default -> before + operator.symbol() + " " + value(field);
		};
	}

	private String value(FilterField field) {
		return switch (field.type()) {
			case TEXT -> quote(part(FilterRows.text(this.random)));
			case INTEGER -> Long.toString(FilterRows.number(this.random));
			case DECIMAL -> Double.toString(this.random.nextInt(-4, 5) / 4.0);
			case FLAG -> Boolean.toString(this.random.nextBoolean());
			case ID -> (this.random.nextInt(5) == 0) ? "no-id"
					: this.rows.get(this.random.nextInt(this.rows.size())).id().toString();
			case MOMENT, WALL_TIME -> switch (this.random.nextInt(5)) {
				case 0 -> "now-" + this.random.nextInt(240) + "h";
				case 1 -> "now-" + this.random.nextInt(10) + "d";
				case 2 -> FilterRows.moment(this.random).toString().substring(0, 10);
				case 3 -> FilterRows.moment(this.random).plusNanos(this.random.nextInt(-1, 2)).toString();
				default -> FilterRows.moment(this.random).toString();
			};
		};
	}

	private String part(String text) {
		return (this.random.nextInt(3) == 0 && text.length() > 2 && !text.contains("\ud83d")) ? text.substring(0, 2)
				: text;
	}

	private static String quote(String text) {
		return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
	}

}
