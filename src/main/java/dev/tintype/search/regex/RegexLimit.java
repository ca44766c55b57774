package dev.tintype.search.regex;

import java.time.Duration;
import java.util.function.Supplier;

import dev.tintype.data.connection.DatabaseProperties;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import io.r2dbc.spi.R2dbcException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Limits the time of statements with a regular expression. The database itself ends a
 * slow statement, so that it holds neither a connection nor a processor. PostgreSQL has a
 * timeout for that. On H2 the function {@code matches_regex} checks the clock.
 */
@Component
public class RegexLimit {

	/** The SQLSTATE of a cancelled statement: query_canceled. */
	static final String CANCELED = "57014";

	private static final String TIMEOUT = """
			/* limitRegex */ SELECT set_config('statement_timeout', :millis, TRUE)
			""";

	private final Statements statements;

	private final Dialect dialect;

	private final Transactions transactions;

	private final Duration usual;

	RegexLimit(Statements statements, Dialect dialect, Transactions transactions, DatabaseProperties database) {
		this.statements = statements;
		this.dialect = dialect;
		this.transactions = transactions;
		this.usual = database.commandTimeout();
	}

	/**
	 * Returns the time limit that every statement has. It holds for the expressions of
	 * streams and jobs, whose statements run without {@link #run}.
	 * @return more than zero
	 */
	public Duration usual() {
		return this.usual;
	}

	/**
	 * Runs a statement with the time limit {@link Regex#LIMIT}, which begins when it has
	 * a connection.
	 * @param <T> the type of the result
	 * @param isMatching whether the statement has an expression; others have no limit
	 * @param query creates the statement and binds the parameters of the expression
	 * @return the result; a problem of type {@link ProblemType#UNAVAILABLE} when it took
	 * too long
	 */
	public <T> Mono<T> run(boolean isMatching, Supplier<Mono<T>> query) {
		Mono<T> work = Mono.defer(query);
		return isMatching ? this.transactions.runReading(setTimeout().then(work))
			.onErrorMap(RegexLimit::isCanceled, (ex) -> tooSlow()) : work;
	}

	private Mono<Void> setTimeout() {
		Mono<Void> timeout = this.statements.sql(TIMEOUT)
			.bind("millis", Long.toString(Regex.LIMIT.toMillis()))
			.value(String.class)
			.then();
		return this.dialect.choose(Mono.empty(), timeout);
	}

	private static boolean isCanceled(@Nullable Throwable error) {
		for (Throwable cause = error; cause != null; cause = cause.getCause()) {
			if (cause instanceof R2dbcException ex && CANCELED.equals(ex.getSqlState())) {
				return true;
			}
		}
		return false;
	}

	private static ProblemException tooSlow() {
		ProblemException problem = new ProblemException(ProblemType.UNAVAILABLE,
				"The search by a regular expression took longer than %d s and was ended; a pattern with a few plain characters in a row,"
					.formatted(Regex.LIMIT.toSeconds()) + " or another filter beside it, makes it faster");
		problem.getHeaders().set(HttpHeaders.RETRY_AFTER, "1");
		return problem;
	}

}
