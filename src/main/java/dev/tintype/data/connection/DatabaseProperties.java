package dev.tintype.data.connection;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

import dev.tintype.data.pool.PoolSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.unit.DataSize;

/**
 * What {@code tintype.db.*} says. The five with a name in the environment take their
 * value from there, see {@code application.yaml}; a number without a unit is seconds.
 *
 * @param url as DATABASE_URL
 * @param type as DB_TYPE
 * @param host of PostgreSQL
 * @param port of PostgreSQL
 * @param name of the PostgreSQL database
 * @param user who logs in to PostgreSQL
 * @param password of that user
 * @param ssl a word of libpq's sslmode
 * @param minConnections that are kept open
 * @param maxConnections all of them
 * @param connectionTimeout within which the database is reached at start
 * @param commandTimeout after which a statement is ended
 * @param poolRecycle the greatest age of a connection
 * @param acquireTimeout how long a request waits for a connection
 * @param answerTimeout how long a request waits for an answer of the database
 * @param minFreeSpace so much of the embedded database's disk must be free for a write
 * @param replicaUrls as DB_REPLICA_URLS
 * @param logSql whether each statement is written into the log
 */
@ConfigurationProperties("tintype.db")
public record DatabaseProperties(@Nullable String url, @Nullable String type, @Nullable String host,
		@Nullable String port, @Nullable String name, @Nullable String user, @Nullable String password,
		@Nullable String ssl, @DefaultValue("5") int minConnections, @DefaultValue("20") int maxConnections,
		@DefaultValue("30s") @DurationUnit(ChronoUnit.SECONDS) Duration connectionTimeout,
		@DefaultValue("60s") @DurationUnit(ChronoUnit.SECONDS) Duration commandTimeout,
		@DefaultValue("3600s") @DurationUnit(ChronoUnit.SECONDS) Duration poolRecycle,
		@DefaultValue("5s") @DurationUnit(ChronoUnit.SECONDS) Duration acquireTimeout,
		@DefaultValue("8s") @DurationUnit(ChronoUnit.SECONDS) Duration answerTimeout,
		@DefaultValue("8MB") DataSize minFreeSpace, @DefaultValue List<String> replicaUrls,
		@DefaultValue("false") boolean logSql) {

	private static final Duration LONGEST = Duration.ofDays(366);

	/** How late the news of a statement's end may come. */
	private static final Duration GRACE = Duration.ofSeconds(5);

	public DatabaseProperties {
		if (maxConnections < 1 || minConnections < 0) {
			throw new DatabaseSettingsException("DB_MAX_CONNECTIONS must be at least 1, DB_MIN_CONNECTIONS at least 0");
		}
		minConnections = Math.min(minConnections, maxConnections);
		for (Duration duration : new Duration[] { connectionTimeout, commandTimeout, poolRecycle, acquireTimeout,
				answerTimeout }) {
			if (duration.isNegative() || duration.isZero() || duration.compareTo(LONGEST) > 0) {
				throw new DatabaseSettingsException("The durations of tintype.db, which DB_CONNECTION_TIMEOUT,"
						+ " DB_COMMAND_TIMEOUT and DB_POOL_RECYCLE set, must be longer than zero and at most a year");
			}
		}
	}

	/**
	 * The part of them that is the pool's.
	 * @return sizes and time limits
	 */
	public PoolSettings pool() {
		// The server ends a statement at the command timeout, so it has answered by then.
		return new PoolSettings(this.minConnections, this.maxConnections, this.poolRecycle, this.acquireTimeout,
				this.answerTimeout, this.commandTimeout.plus(GRACE));
	}

	@Override
	public String toString() {
		return "DatabaseProperties[" + this.minConnections + ".." + this.maxConnections + " connections]";
	}

}
