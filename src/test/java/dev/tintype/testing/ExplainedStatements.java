package dev.tintype.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import org.mockito.Mockito;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Explains the statements of production code, with the values that it binds.
 */
public final class ExplainedStatements {

	/** Tables of tests are so small that PostgreSQL would read and sort them whole. */
	private static final String INDEXES_ONLY = """
			SELECT set_config('enable_seqscan', 'off', TRUE), set_config('enable_bitmapscan', 'off', TRUE),
			  set_config('enable_sort', 'off', TRUE)
			""";

	private static final String FORGET = "DELETE FROM pg_statistic WHERE starelid = to_regclass(:table)";

	private static final Pattern SCAN_H2 = Pattern.compile("/\\* public\\.(\\w+): ([^*]+) \\*/");

	private static final Pattern SCAN_POSTGRESQL = Pattern.compile("using (\\w+) on .*\\s+Index Cond: (.*)");

	private final Statements statements;

	private final Transactions transactions;

	private final Dialect dialect;

	private final Statements explaining;

	private final List<Statements.Call> made = new ArrayList<>();

	public ExplainedStatements(Statements statements, Transactions transactions, Dialect dialect) {
		this.statements = statements;
		this.transactions = transactions;
		this.dialect = dialect;
		this.explaining = Mockito.mock(Statements.class, (invocation) -> {
			Statements.Call call = statements.sql("EXPLAIN " + invocation.getArgument(0));
			this.made.add(call);
			return call;
		});
	}

	/**
	 * Returns the statements to give to production code.
	 */
	public Statements statements() {
		return this.explaining;
	}

	/**
	 * Removes the statistics of a table. They come from the few rows of other tests, if
	 * PostgreSQL has analyzed the table at all, and would decide the plan by chance.
	 */
	public void forgetStatistics(String table) {
		Mono<Void> forget = this.dialect.choose(Mono.empty(), this.statements.sql(FORGET).bind("table", table).then());
		forget.block();
	}

	/**
	 * Returns the conditional index scans in the plan of a query's only statement, such
	 * as {@code images_created: created_at >= ?1}.
	 */
	public List<String> scans(Mono<?> query) {
		Matcher scan = this.dialect.choose(SCAN_H2, SCAN_POSTGRESQL).matcher(plan(query));
		return scan.results().map((found) -> found.group(1) + ": " + found.group(2).replaceAll("\\s+", " ")).toList();
	}

	/**
	 * Returns the plan of a query's only statement.
	 */
	public String plan(Mono<?> query) {
		// The rows are lines of a plan, which the query cannot map.
		query.onErrorComplete().block();
		Statements.Call call = this.made.remove(0);
		assertThat(this.made).isEmpty();
		Mono<Void> settings = this.dialect.choose(Mono.empty(),
				this.statements.sql(INDEXES_ONLY).all((row) -> true).then());
		Flux<String> lines = call.all((row) -> Objects.requireNonNull(row.get(0, String.class)));
		List<String> plan = this.transactions.runReading(settings.then(lines.collectList())).block();
		return String.join("\n", Objects.requireNonNull(plan));
	}

}
