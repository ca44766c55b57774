package dev.tintype.web.http;

import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.tintype.data.sql.DiskFull;
import dev.tintype.data.storage.StorageUnavailableException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTransientException;
import org.jspecify.annotations.Nullable;
import reactor.pool.PoolAcquirePendingLimitException;
import reactor.pool.PoolAcquireTimeoutException;
import reactor.pool.PoolShutdownException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DatabindException;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.codec.DecodingException;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.server.ContentTooLargeException;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;
import org.springframework.web.util.UriUtils;

/**
 * Converts any exception into a problem that a caller may read. It never copies the
 * message of another library, which may contain SQL, a path or a class name.
 */
public final class Problems {

	private static final int DEEPEST_CAUSE = 20;

	private static final List<Class<? extends Throwable>> UNAVAILABLE = List.of(
			DataAccessResourceFailureException.class, TransientDataAccessException.class,
			CannotCreateTransactionException.class, R2dbcTransientException.class,
			R2dbcNonTransientResourceException.class, PoolAcquireTimeoutException.class,
			PoolAcquirePendingLimitException.class, PoolShutdownException.class, ConnectException.class,
			TimeoutException.class);

	private static final Pattern LIMIT = Pattern.compile("(?:limit on max|limit of|max)[^0-9]*(\\d+)");

	private Problems() {
	}

	/**
	 * Converts an exception into a problem.
	 * @return a problem of type {@link ProblemType#INTERNAL} if the exception is unknown
	 */
	public static ErrorResponse of(Throwable error) {
		List<Throwable> chain = chain(error);
		for (Throwable cause : chain) {
			if (cause instanceof ProblemException problem) {
				return problem;
			}
		}
		// A full disk often looks like a failed connection, so this check comes first.
		if (DiskFull.is(error)) {
			return new ProblemException(ProblemType.DISK_FULL, "There is no room left to store the data.");
		}
		if (chain.stream().anyMatch(StorageUnavailableException.class::isInstance)) {
			return unavailable("The storage of files cannot be used at the moment.", "5");
		}
		if (chain.stream().anyMatch((cause) -> UNAVAILABLE.stream().anyMatch((type) -> type.isInstance(cause)))) {
			return unavailable("The database cannot be reached or all connections to it are busy.", "1");
		}
		ErrorResponse unread = unreadBody(chain);
		if (unread != null) {
			return unread;
		}
		return (error instanceof ErrorResponse response) ? ofStatus(response) : internal();
	}

	private static ProblemException unavailable(String detail, String retryAfter) {
		ProblemException problem = new ProblemException(ProblemType.UNAVAILABLE, detail);
		problem.getHeaders().set(HttpHeaders.RETRY_AFTER, retryAfter);
		return problem;
	}

	/**
	 * Describes an exception for the log, without the members of its problem, which may
	 * have a thousand results.
	 * @return one line
	 */
	public static String summary(Throwable error) {
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(error);
		return (cause instanceof ErrorResponse problem)
				? problem.getBody().getType() + ", " + problem.getBody().getDetail() : cause.toString();
	}

	/**
	 * Creates the document of a problem.
	 * @param path the path of the failed request
	 * @return the document, whose instance is that path
	 */
	public static ProblemDetail document(ErrorResponse problem, String path) {
		ProblemDetail document = problem.getBody();
		document.setInstance(instance(path));
		return document;
	}

	/**
	 * Returns the {@code instance} of a problem.
	 * @param path the path of the request
	 * @return the path, encoded for a URL
	 */
	public static URI instance(String path) {
		return URI.create(UriUtils.encodePath(path, StandardCharsets.UTF_8));
	}

	private static List<Throwable> chain(Throwable error) {
		List<Throwable> chain = new ArrayList<>();
		for (Throwable cause = error; cause != null && chain.size() < DEEPEST_CAUSE; cause = cause.getCause()) {
			chain.add(cause);
		}
		return chain;
	}

	private static @Nullable ErrorResponse unreadBody(List<Throwable> chain) {
		boolean decoding = false;
		for (Throwable cause : chain) {
			String message = (cause.getMessage() != null) ? cause.getMessage() : "";
			if (cause instanceof DataBufferLimitException || cause instanceof ContentTooLargeException
					|| (cause instanceof DecodingException && message.startsWith("Too many parts"))) {
				return tooLarge(message);
			}
			if (cause instanceof JacksonException json) {
				return ofJson(json);
			}
			decoding = decoding || cause instanceof DecodingException;
		}
		return decoding ? new ProblemException(ProblemType.INVALID_REQUEST, "The body cannot be read.") : null;
	}

	private static ProblemException tooLarge(String message) {
		Matcher limit = LIMIT.matcher(message);
		return new ProblemException(ProblemType.TOO_LARGE, limit.find()
				? "The body or a part of it is over the limit of " + limit.group(1) + "." : "The body is too large.");
	}

	private static ProblemException ofJson(JacksonException json) {
		TokenStreamLocation location = json.getLocation();
		String where = (location != null && location.getLineNr() > 0)
				? " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")" : "";
		if (json instanceof DatabindException) {
			return new ProblemException(ProblemType.INVALID_REQUEST,
					"A value of the body is missing or of the wrong type" + where + ".");
		}
		return new ProblemException(ProblemType.MALFORMED_JSON, "The body is not valid JSON" + where + ".");
	}

	private static ErrorResponse ofStatus(ErrorResponse response) {
		HttpStatus status = HttpStatus.resolve(response.getStatusCode().value());
		ProblemType type = (status != null) ? type(status) : null;
		if (status == null || (status.is5xxServerError() && type == null) || type == ProblemType.INTERNAL) {
			return internal();
		}
		ErrorResponseException problem = (type != null) ? new ProblemException(type, detail(response, type))
				: new ErrorResponseException(status);
		problem.getHeaders().putAll(response.getHeaders());
		return problem;
	}

	private static @Nullable ProblemType type(HttpStatus status) {
		return switch (status) {
			case BAD_REQUEST -> ProblemType.INVALID_REQUEST;
			case NOT_FOUND -> ProblemType.NO_SUCH_ROUTE;
			case METHOD_NOT_ALLOWED -> ProblemType.METHOD_NOT_ALLOWED;
			case NOT_ACCEPTABLE -> ProblemType.NOT_ACCEPTABLE;
			case CONFLICT -> ProblemType.CONFLICT;
			case PRECONDITION_FAILED -> ProblemType.PRECONDITION_FAILED;
			case CONTENT_TOO_LARGE -> ProblemType.TOO_LARGE;
			case UNSUPPORTED_MEDIA_TYPE -> ProblemType.UNSUPPORTED_MEDIA_TYPE;
			case REQUESTED_RANGE_NOT_SATISFIABLE -> ProblemType.RANGE_NOT_SATISFIABLE;
			case INTERNAL_SERVER_ERROR -> ProblemType.INTERNAL;
			case SERVICE_UNAVAILABLE -> ProblemType.UNAVAILABLE;
			default -> null;
		};
	}

	private static String detail(ErrorResponse response, ProblemType type) {
		if (response instanceof NotAcceptableStatusException media && !media.getSupportedMediaTypes().isEmpty()) {
			return "The endpoint answers as " + media.getSupportedMediaTypes() + ".";
		}
		if (response instanceof UnsupportedMediaTypeStatusException media
				&& !media.getSupportedMediaTypes().isEmpty()) {
			MediaType sent = media.getContentType();
			return "Send Content-Type: "
					+ media.getSupportedMediaTypes()
						.stream()
						.map(MediaType::toString)
						.collect(Collectors.joining(" or "))
					+ "; the request has " + ((sent != null) ? sent.getType() + "/" + sent.getSubtype() : "none") + ".";
		}
		if (response instanceof ServerWebInputException input && input.getCause() == null
				&& input.getReason() != null) {
			return input.getReason();
		}
		return type.explanation();
	}

	private static ProblemException internal() {
		return new ProblemException(ProblemType.INTERNAL, ProblemType.INTERNAL.explanation());
	}

}
