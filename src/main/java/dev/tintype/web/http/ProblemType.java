package dev.tintype.web.http;

import java.net.URI;

import org.springframework.http.HttpStatus;

/**
 * Every kind of problem that the service answers with. The name of its constant, in lower
 * case with hyphens, is the last segment of the problem's {@code type}, a page that the
 * service itself serves.
 */
public enum ProblemType {

	/** The body is not JSON at all. */
	MALFORMED_JSON(HttpStatus.BAD_REQUEST, "Malformed JSON",
			"The body is not valid JSON: it is cut short, nested too deeply, or not UTF-8."),

	/** Something in the request has the wrong type or is out of range. */
	INVALID_REQUEST(HttpStatus.BAD_REQUEST, "Invalid request",
			"A value of the request is missing, of the wrong type or out of range. "
					+ "Where it can be pointed at, \"errors\" names each one with a JSON pointer."),

	/** A listing's cursor that this service did not make, or not for this order. */
	INVALID_CURSOR(HttpStatus.BAD_REQUEST, "Invalid cursor",
			"The value of \"after\" is damaged or belongs to a listing of another order. Start again without it."),

	/** No such thing. */
	NOT_FOUND(HttpStatus.NOT_FOUND, "Not found", "Nothing is known under this id."),

	/** No such address. */
	NO_SUCH_ROUTE(HttpStatus.NOT_FOUND, "No such route",
			"The service has no endpoint at this address. All endpoints are described at /docs."),

	/** The address is there, not for this method. */
	METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "Method not allowed",
			"The address exists, but not for this method; the header \"Allow\" lists those it takes."),

	/** The client takes nothing that the endpoint can produce. */
	NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "Not acceptable",
			"The endpoint cannot answer in any of the media types that the header \"Accept\" names."),

	/** The state of things forbids it. */
	CONFLICT(HttpStatus.CONFLICT, "Conflict", "What the request asks for contradicts what is stored."),

	/** An atomic batch with an item that cannot be saved. */
	BATCH_REFUSED(HttpStatus.CONFLICT, "Batch refused",
			"The batch was sent with atomic=true and an item of it could not be saved, so nothing was. "
					+ "\"results\" tells for each item why."),

	/** The same key is being worked on. */
	IDEMPOTENCY_IN_PROGRESS(HttpStatus.CONFLICT, "Request under way",
			"A request with the same Idempotency-Key is still being carried out. Ask again a little later."),

	/** The same key came with another request. */
	IDEMPOTENCY_KEY_REUSED(HttpStatus.UNPROCESSABLE_CONTENT, "Idempotency key used again",
			"The Idempotency-Key was used within the last 24 hours for a different request. Use a new one."),

	/** A conditional request whose condition does not hold. */
	PRECONDITION_FAILED(HttpStatus.PRECONDITION_FAILED, "Precondition failed",
			"What the request was conditional on has changed meanwhile. Read it again."),

	/** Bytes outside the file. */
	RANGE_NOT_SATISFIABLE(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "Range not satisfiable",
			"The range lies outside the file; the header \"Content-Range\" tells its length."),

	/** Over a limit, which the detail names. */
	TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "Too large",
			"The body, the number of items or the size of the picture is over a limit; the detail names it."),

	/** Another media type than the endpoint reads. */
	UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Unsupported media type",
			"The endpoint does not read bodies of this Content-Type."),

	/** A write that a page of another site sent through a browser. */
	CROSS_SITE(HttpStatus.FORBIDDEN, "Cross-site request",
			"A web page of another site sent the request through a browser. "
					+ "The service takes changes from its own pages and from programs that are not browsers."),

	/** A body that arrives too slowly. */
	REQUEST_TIMEOUT(HttpStatus.REQUEST_TIMEOUT, "Request timeout",
			"The request did not arrive in time. Its connection was closed; send it again."),

	/** A host name that is not this service's. */
	MISDIRECTED(HttpStatus.MISDIRECTED_REQUEST, "Misdirected request",
			"The service listens on loopback only and was called under a foreign name."),

	/** Bytes that are no picture. */
	UNSUPPORTED_PICTURE(HttpStatus.UNPROCESSABLE_CONTENT, "Not a supported picture",
			"The bytes are not a JPEG, PNG, GIF, WebP, BMP or TIFF picture, or cannot be decoded, "
					+ "whatever their name or media type says."),

	/** The disk has no room. */
	DISK_FULL(HttpStatus.INSUFFICIENT_STORAGE, "Disk full", "There is no room left to store the data."),

	/** The database cannot be reached. */
	UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Temporarily unavailable",
			"The service cannot answer at the moment: the database cannot be reached, all connections to it are busy, "
					+ "other requests hold the memory of streams or the workers for pictures, or the service is shutting "
					+ "down. Send the request again after the time in the header \"Retry-After\"."),

	/** Native code that this service could not load. */
	CODEC_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Codec unavailable",
			"The image format needs native code, which the service could not load when it started. "
					+ "The detail names the folder that it needs; another format may work."),

	/** A fault of the service. */
	INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR, "Internal error",
			"The service has a fault. Its log has the details under the request's id.");

	private final HttpStatus status;

	private final String title;

	private final String explanation;

	ProblemType(HttpStatus status, String title, String explanation) {
		this.status = status;
		this.title = title;
		this.explanation = explanation;
	}

	/**
	 * The status that the problem is answered with.
	 * @return a 4xx or 5xx
	 */
	public HttpStatus status() {
		return this.status;
	}

	/**
	 * The short name for people.
	 * @return the same for every problem of this type
	 */
	public String title() {
		return this.title;
	}

	/**
	 * What the type means and what to do about it.
	 * @return a sentence or two for people
	 */
	public String explanation() {
		return this.explanation;
	}

	/**
	 * The last segment of the type's address.
	 * @return such as {@code malformed-json}
	 */
	public String slug() {
		return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
	}

	/**
	 * The problem's {@code type}.
	 * @return such as {@code /problems/malformed-json}, relative to the service
	 */
	public URI uri() {
		return URI.create("/problems/" + slug());
	}

}
