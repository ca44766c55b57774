package dev.tintype.search.regex;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.google.re2j.Pattern;
import dev.tintype.data.sql.Dialect;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class RegexIntegrationTests {

	private static final int RANDOM_PATTERNS = 1_000;

	@Autowired
	private DatabaseClient database;

	@Autowired
	private Dialect dialect;

	@Autowired
	private RegexLimit limit;

	@BeforeEach
	void makeTable() {
		this.database
			.sql("CREATE TABLE texts (id INT PRIMARY KEY, text VARCHAR, large %s)"
				.formatted(this.dialect.choose("CHARACTER LARGE OBJECT", "TEXT")))
			.then()
			.as(StepVerifier::create)
			.verifyComplete();
	}

	@AfterEach
	void dropTable() {
		this.database.sql("DROP TABLE texts").then().as(StepVerifier::create).verifyComplete();
	}

	@Test
	void findsWhatRe2FindsInTrickyTexts() {
		assertThat(TrickyCases.PATTERNS).hasSizeGreaterThanOrEqualTo(60);
		assertThat(TrickyCases.TEXTS).hasSizeGreaterThanOrEqualTo(60);
		assertThat(differences(TrickyCases.PATTERNS, TrickyCases.TEXTS)).isEmpty();
	}

	@Test
	void findsWhatRe2FindsForRandomPatterns() {
		RandomPatterns random = new RandomPatterns(20260101);
		List<String> texts = Stream.generate(random::text).limit(100).toList();
		List<String> patterns = Stream.generate(random::pattern)
			.filter((pattern) -> pattern.length() < Regex.LENGTH)
			.limit(RANDOM_PATTERNS)
			.toList();
		assertThat(differences(patterns, texts)).isEmpty();
	}

	@Test
	void nullTextNeverMatches() {
		this.database.sql("INSERT INTO texts VALUES (1, NULL, NULL)").then().as(StepVerifier::create).verifyComplete();
		find("").as(StepVerifier::create).expectNext(List.of()).verifyComplete();
	}

	@Test
	void endsSlowStatementInTheDatabase() {
		Regex regex = new Regex("(.*a){14}$");
		String rows = this.dialect.choose("system_range(1, 1000000000)", "generate_series(1, 1000000000)");
		String sql = "/* slowRegex */ SELECT count(*) FROM " + rows + " AS r(x) WHERE "
				+ Regex.condition(this.dialect, "CAST(x AS VARCHAR)");
		this.limit
			.run(true,
					() -> this.database.sql(sql).bindValues(regex.parameters(this.dialect)).mapValue(Long.class).one())
			.as(StepVerifier::create)
			.verifyErrorSatisfies((error) -> {
				assertThat(error).isInstanceOf(ProblemException.class);
				assertThat(((ProblemException) error).type()).isEqualTo(ProblemType.UNAVAILABLE);
				assertThat(((ProblemException) error).getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo("1");
			});
		String running = this.dialect.choose(
				"SELECT count(*) FROM information_schema.sessions WHERE executing_statement LIKE '/* slow%'",
				"SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '/* slow%'");
		this.database.sql(running).mapValue(Long.class).one().as(StepVerifier::create).expectNext(0L).verifyComplete();
	}

	@Test
	void limitsOnlyItsOwnStatement() {
		Mono<String> timeout = this.database
			.sql(this.dialect.choose("SELECT '1s' AS t", "SELECT current_setting('statement_timeout') AS t"))
			.mapValue(String.class)
			.one();
		this.limit.run(true, () -> timeout).as(StepVerifier::create).expectNext("1s").verifyComplete();
		Flux.range(0, 10)
			.concatMap((i) -> timeout)
			.filter((found) -> this.dialect == Dialect.POSTGRESQL && found.equals("1s"))
			.as(StepVerifier::create)
			.verifyComplete();
	}

	private List<String> differences(List<String> patterns, List<String> texts) {
		Flux<Long> inserted = Flux.range(0, texts.size())
			.concatMap((id) -> this.database.sql("INSERT INTO texts VALUES (:id, :text, :text)")
				.bind("id", id)
				.bind("text", texts.get(id))
				.fetch()
				.rowsUpdated());
		StepVerifier.create(inserted.count()).expectNext((long) texts.size()).verifyComplete();
		List<String> differences = Flux.fromIterable(patterns)
			.concatMap((pattern) -> find(pattern).filter((ids) -> !ids.equals(expected(pattern, texts)))
				.map((ids) -> pattern + " found " + ids + ", RE2/J " + expected(pattern, texts))
				.onErrorResume((error) -> Mono.just(pattern + " failed: " + error)))
			.collectList()
			.block();
		return (differences != null) ? differences : List.of("nothing was compared");
	}

	private Mono<List<Integer>> find(String pattern) {
		String sql = "SELECT id FROM texts WHERE " + Regex.condition(this.dialect, "text") + " AND "
				+ Regex.largeCondition(this.dialect, "large") + " OR (" + Regex.condition(this.dialect, "text")
				+ ") <> (" + Regex.largeCondition(this.dialect, "large") + ") ORDER BY id";
		return Mono.fromSupplier(() -> new Regex(pattern))
			.flatMap((regex) -> this.database.sql(sql)
				.bindValues(regex.parameters(this.dialect))
				.mapValue(Integer.class)
				.all()
				.collectList());
	}

	private static List<Integer> expected(String pattern, List<String> texts) {
		Pattern expression = Pattern.compile(pattern);
		return IntStream.range(0, texts.size())
			.filter((id) -> expression.matcher(texts.get(id)).find())
			.boxed()
			.toList();
	}

}
