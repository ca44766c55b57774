package dev.tintype.image.overview;

/**
 * When a picture was taken. Its buckets and its facet of years are by this time.
 */
final class TakenTime {

	/** The wall time, over {@code images i}. */
	static final String SQL = "i.created_at AT TIME ZONE 'UTC'";

	/** The field of the filter language. */
	static final String FIELD = "created";

	private TakenTime() {
	}

}
