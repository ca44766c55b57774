package dev.tintype.web.pages;

import java.time.Duration;

import dev.tintype.web.encoding.Precompression;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.ProblemException;
import reactor.core.publisher.Mono;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests for the shell and for the files of the web pages.
 */
@Component
class PageHandler {

	private static final CacheControl IMMUTABLE = CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

	private final PageFiles files;

	private final Precompression compression;

	PageHandler(PageFiles files, Precompression compression) {
		this.files = files;
		this.compression = compression;
	}

	/**
	 * Creates the handler of a page's address. The shell has no data, so that it is the
	 * same for all rows and callers.
	 * @param page the folder of the page
	 */
	HandlerFunction<ServerResponse> shell(String page) {
		return (request) -> this.files.current().flatMap((set) -> {
			// Weak, because the compressed bytes have the same tag.
			String etag = "W/\"" + set.version() + '-' + page + '"';
			CacheControl cached = this.files.isPacked() ? CacheControl.noCache() : CacheControl.noStore();
			return request.checkNotModified(etag)
				.switchIfEmpty(Mono.defer(() -> send(request, set.shell(page),
						ServerResponse.ok()
							.eTag(etag)
							.cacheControl(cached)
							.header("Content-Security-Policy", set.policy()))));
		});
	}

	Mono<ServerResponse> file(ServerRequest request) {
		String path = request.pathVariable("path").substring(1);
		return this.files.current()
			.filter((set) -> !this.files.isPacked() || set.version().equals(request.pathVariable("version")))
			.mapNotNull((set) -> set.file(path))
			.switchIfEmpty(Mono.error(() -> ProblemException.notFound(
					"This version of the web pages has no such file. Load the page again to get the current version.")))
			.flatMap((file) -> send(request, file, ServerResponse.status(HttpStatus.OK)
				.cacheControl(this.files.isPacked() ? IMMUTABLE : CacheControl.noStore())));
	}

	private Mono<ServerResponse> send(ServerRequest request, PageFile file, ServerResponse.BodyBuilder response) {
		response.contentType(file.type()).header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
		if (!this.compression.isWanted(request)) {
			return Answers.bytes(response, file.bytes());
		}
		return Answers.bytes(response.header(HttpHeaders.CONTENT_ENCODING, Precompression.CODING), file.gzip());
	}

}
