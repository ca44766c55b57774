package dev.tintype.web.http;

import java.net.URI;

import org.springframework.http.HttpStatus;

/**
 * Every type of problem that the service returns. The name of the constant, in lower case
 * with hyphens, is the last segment of the problem's {@code type}. The service serves a
 * page at that address.
 */
public enum ProblemType {

	/** The body is not valid JSON. */
	MALFORMED_JSON(HttpStatus.BAD_REQUEST, "Malformed JSON",
			"The body is not valid JSON: it is cut short, nested too deeply, or not UTF-8."),

	/** A value of the request is missing, of the wrong type or out of range. */
	INVALID_REQUEST(HttpStatus.BAD_REQUEST, "Invalid request",
			"A value of the request is missing, of the wrong type or out of range. "
					+ "If possible, \"errors\" names each one, with a JSON pointer into the body or the name of a parameter."),

	/** The cursor of a listing is damaged, or belongs to another order or filter. */
	INVALID_CURSOR(HttpStatus.BAD_REQUEST, "Invalid cursor",
			"The value of \"after\" is damaged, or belongs to a listing of another order or filter. Start again without it."),

	/** The id is unknown. */
	NOT_FOUND(HttpStatus.NOT_FOUND, "Not found", "Nothing is known under this id."),

	/** The changes that a client wants to follow are no longer kept. */
	CHANGES_LOST(HttpStatus.GONE, "Changes lost",
			"The changes after this position are no longer kept, or the database was restored since. "
					+ "Read the listings again, and follow the feed from the position that they return. "
					+ "\"oldest\" is the oldest position that is kept."),

	/** The address is unknown. */
	NO_SUCH_ROUTE(HttpStatus.NOT_FOUND, "No such route",
			"The service has no endpoint at this address. All endpoints are described at /docs."),

	/** The address does not support the method. */
	METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "Method not allowed",
			"The address does not support this method. The header \"Allow\" lists the methods that it supports."),

	/** The client accepts no media type that the endpoint produces. */
	NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "Not acceptable",
			"The endpoint produces none of the media types that the header \"Accept\" allows."),

	/** The request contradicts the stored data. */
	CONFLICT(HttpStatus.CONFLICT, "Conflict", "The request contradicts the stored data."),

	/** An item of an atomic batch cannot be saved. */
	BATCH_REFUSED(HttpStatus.CONFLICT, "Batch refused",
			"An item of the batch could not be saved. Because of atomic=true, nothing was saved.  "
					+ "\"results\" has the reason for each item."),

	/** A request with the same key is in progress. */
	IDEMPOTENCY_IN_PROGRESS(HttpStatus.CONFLICT, "Request under way",
			"A request with the same Idempotency-Key is still in progress. Retry a little later."),

	/** Another request has used the same key. */
	IDEMPOTENCY_KEY_REUSED(HttpStatus.UNPROCESSABLE_CONTENT, "Idempotency key used again",
			"The Idempotency-Key was used within the last 24 hours for a different request. Use a new one."),

	/** The condition of a conditional request is not met. */
	PRECONDITION_FAILED(HttpStatus.PRECONDITION_FAILED, "Precondition failed",
			"The resource no longer meets the condition of the request. Read it again."),

	/** The range is outside the file. */
	RANGE_NOT_SATISFIABLE(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "Range not satisfiable",
			"The range is outside the file. The header \"Content-Range\" has the length of the file."),

	/** A limit is exceeded, which the detail names. */
	TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "Too large",
			"The body, the number of items or the size of the picture exceeds a limit. The detail names the limit."),

	/** The endpoint does not read this media type. */
	UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Unsupported media type",
			"The endpoint does not read bodies of this Content-Type."),

	/** The credentials are missing or not valid. */
	UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "Unauthenticated",
			"The request has no valid credentials. Send a key or a token in the header \"Authorization\", or sign in."),

	/** The credentials do not allow the request. */
	FORBIDDEN(HttpStatus.FORBIDDEN, "Forbidden",
			"The credentials are valid, but do not allow this request. The detail names the scope that it needs."),

	/** The token against forged requests is missing. */
	CSRF(HttpStatus.FORBIDDEN, "CSRF token missing",
			"A request that a session cookie authenticates must repeat the value of the cookie \"XSRF-TOKEN\" in the "
					+ "header \"X-XSRF-TOKEN\"."),

	/** The caller has sent too many requests. */
	TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS, "Too many requests",
			"The caller has sent too many requests, or failed to sign in too often. Send the request again after the "
					+ "time in the header \"Retry-After\"."),

	/** A page of another site sent a write through a browser. */
	CROSS_SITE(HttpStatus.FORBIDDEN, "Cross-site request",
			"A web page of another site sent the request through a browser. "
					+ "The service accepts changes only from its own pages and from programs that are not browsers."),

	/** The request arrived too slowly. */
	REQUEST_TIMEOUT(HttpStatus.REQUEST_TIMEOUT, "Request timeout",
			"The request did not arrive in time. The service closed the connection. Send the request again."),

	/** The host name is not one of this service. */
	MISDIRECTED(HttpStatus.MISDIRECTED_REQUEST, "Misdirected request",
			"The service does not accept the host name of the request."),

	/** The bytes are not a supported picture. */
	UNSUPPORTED_PICTURE(HttpStatus.UNPROCESSABLE_CONTENT, "Not a supported picture",
			"The bytes are not a JPEG, PNG, GIF, WebP, BMP or TIFF picture, or cannot be decoded, "
					+ "whatever their name or media type says."),

	/** The disk is full. */
	DISK_FULL(HttpStatus.INSUFFICIENT_STORAGE, "Disk full", "There is no room left to store the data."),

	/** The service cannot respond at the moment. */
	UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Temporarily unavailable",
			"The service cannot respond at the moment: the database or the storage of files cannot be reached, "
					+ "all connections to the database are busy, "
					+ "other requests hold the memory of streams or the workers for pictures, or the service is shutting "
					+ "down. Send the request again after the time in the header \"Retry-After\"."),

	/** The service could not load native code. */
	CODEC_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Codec unavailable",
			"The image format needs native code, which the service could not load when it started. "
					+ "The detail names the folder that it needs. Another format may work."),

	/** The service failed. */
	INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR, "Internal error",
			"The service failed. Its log has the details under the request's id.");

	private final HttpStatus status;

	private final String title;

	private final String explanation;

	ProblemType(HttpStatus status, String title, String explanation) {
		this.status = status;
		this.title = title;
		this.explanation = explanation;
	}

	/**
	 * Returns the status of the response.
	 * @return a 4xx or 5xx
	 */
	public HttpStatus status() {
		return this.status;
	}

	/**
	 * Returns the short name for people.
	 * @return the same for every problem of this type
	 */
	public String title() {
		return this.title;
	}

	/**
	 * Explains what the type means and what the caller can do.
	 * @return one or more sentences for people
	 */
	public String explanation() {
		return this.explanation;
	}

	/**
	 * Returns the last segment of the type's address.
	 * @return for example {@code malformed-json}
	 */
	public String slug() {
		return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
	}

	/**
	 * Returns the problem's {@code type}.
	 * @return for example {@code /problems/malformed-json}, relative to the service
	 */
	public URI uri() {
		return URI.create("/problems/" + slug());
	}

}
