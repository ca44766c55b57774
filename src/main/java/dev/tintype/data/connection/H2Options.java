package dev.tintype.data.connection;

/**
 * The settings of H2 that the service depends on.
 */
public final class H2Options {

	/**
	 * The part of the URL that everyone who opens the file must share, because H2 stores
	 * some of the settings in it. {@code WRITE_DELAY=0}: H2 otherwise acknowledges half a
	 * second before it writes. The service closes the database itself after the last
	 * response; H2's own hook would not wait for that. An eighth of the heap caches pages
	 * of the file, where H2 would take 16 MB on any heap (ADR 15). The service logs
	 * errors itself; H2 would also write them to a file beside the database.
	 * {@code OPTIMIZE_REUSE_RESULTS=0}: H2 otherwise repeats the rows of its last
	 * execution of a statement, if only the limit of a {@code UNION} in a subquery
	 * differs.
	 */
	static final String SHARED = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
			+ ";CASE_INSENSITIVE_IDENTIFIERS=TRUE;WRITE_DELAY=0;DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE"
			+ ";LOCK_TIMEOUT=10000;OPTIMIZE_REUSE_RESULTS=0;TRACE_LEVEL_FILE=0;CACHE_SIZE="
			+ Runtime.getRuntime().maxMemory() / 8 / 1024;

	public static final String USER = "sa";

	public static final String PASSWORD = "";

	static {
		// H2 reads this property once, when its first class is loaded. See
		// LoopbackServer.
		System.setProperty("h2.bindAddress", "127.0.0.1");
	}

	private H2Options() {
	}

}
