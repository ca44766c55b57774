package dev.tintype.data.database;

import dev.tintype.data.pool.DatabasePool;
import dev.tintype.data.pool.PoolFigures;
import dev.tintype.data.pool.Sessions;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.support.ServiceOnly;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Warns at start if the server allows fewer connections than this instance may open, such
 * as because of its other instances. It runs after the start, which does not wait for it.
 */
@Component
@ServiceOnly
class ConnectionRoom {

	private static final Logger LOG = LoggerFactory.getLogger(ConnectionRoom.class);

	// The limits of a role and of a database are NULL or -1 where there is none. A role
	// without rights does not see the kind of other users' processes.
	private static final String FIND_ROOM = """
			/* findConnectionRoom */
			WITH clients AS (
			  SELECT datname, usesysid FROM pg_stat_activity
			  WHERE datid IS NOT NULL AND COALESCE(backend_type, 'client backend') = 'client backend')
			SELECT LEAST(
			  CAST(current_setting('max_connections') AS INT)
			    - CAST(current_setting('superuser_reserved_connections') AS INT)
			    - CAST(COALESCE(current_setting('reserved_connections', TRUE), '0') AS INT)
			    - (SELECT count(*) FROM clients),
			  (SELECT rolconnlimit - (SELECT count(*) FROM clients WHERE usesysid = r.oid)
			   FROM pg_roles r WHERE rolname = current_user AND rolconnlimit >= 0),
			  (SELECT datconnlimit - (SELECT count(*) FROM clients WHERE datname = d.datname)
			   FROM pg_database d WHERE datname = current_database() AND datconnlimit >= 0)) AS room
			""";

	private final Statements statements;

	private final Dialect dialect;

	private final DatabasePool pool;

	private final Sessions sessions;

	ConnectionRoom(Statements statements, Dialect dialect, DatabasePool pool, Sessions sessions) {
		this.statements = statements;
		this.dialect = dialect;
		this.pool = pool;
		this.sessions = sessions;
	}

	@EventListener(ApplicationReadyEvent.class)
	void warnIfTooSmall() {
		if (this.dialect == Dialect.POSTGRESQL && !this.sessions.areShared()) {
			check().subscribe((nothing) -> {
			}, (failure) -> LOG.debug("The room for connections is unknown", failure));
		}
	}

	/**
	 * Compares the connections that the server still allows with those that this instance
	 * has not opened yet.
	 * @return completes after the warning, if there is one
	 */
	Mono<Void> check() {
		return this.statements.sql(FIND_ROOM).value(Long.class).doOnNext(this::compare).then();
	}

	private void compare(long room) {
		PoolFigures figures = this.pool.figures();
		int missing = figures.maxSize() - figures.size();
		if (room < missing) {
			LOG.warn(
					"PostgreSQL allows {} more connections, and this instance may open {} more; raise max_connections or "
							+ "the limit of the role or database, or lower DB_MAX_CONNECTIONS of the instances",
					Math.max(room, 0), missing);
		}
	}

}
