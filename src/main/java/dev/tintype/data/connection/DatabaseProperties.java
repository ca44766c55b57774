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
 * The settings {@code tintype.db.*}. Five of them take their value from the environment,
 * see {@code application.yaml}. A number without a unit means seconds.
 *
 * @param url as DATABASE_URL
 * @param type as DB_TYPE
 * @param host of PostgreSQL
 * @param port of PostgreSQL
 * @param name of the PostgreSQL database
 * @param user who logs in to PostgreSQL
 * @param password of that user
 * @param ssl in the words of libpq's sslmode
 * @param minConnections connections that are kept open
 * @param maxConnections the most connections
 * @param connectionTimeout the time within which the database must be reached at start
 * @param commandTimeout the time after which a statement is ended
 * @param poolRecycle the maximum age of a connection
 * @param acquireTimeout how long a request waits for a connection
 * @param answerTimeout how long a request waits for an answer of the database
 * @param minFreeSpace the free space that a write needs on the embedded database's disk
 * @param replicaUrls as DB_REPLICA_URLS
 * @param logSql whether each statement is logged
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

	/** How late the end of a statement may be reported. */
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
	 * Returns the settings of the pool.
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
