package dev.tintype.web.form;

import java.util.function.Function;

import dev.tintype.web.http.ProblemType;
import dev.tintype.web.http.Requests;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Reads the multipart body of a request.
 */
public final class Forms {

	private Forms() {
	}

	/**
	 * Reads the parts of a multipart body with one file.
	 * @param fileBytes the most bytes of the file
	 * @return as in {@link #parts}. It also fails if the declared length of the body
	 * shows that the file is too large
	 */
	public static Flux<PartEvent> partsOfOneFile(ServerRequest request, long fileBytes) {
		Requests.refuseLonger(request, fileBytes + FormReader.TOLERANCE);
		return parts(request, fileBytes);
	}

	/**
	 * Reads the parts of a multipart body as they arrive.
	 * @param fileBytes the most bytes of a file. The caller refuses a larger file. The
	 * next parts are read only if the file exceeds the limit by little
	 * @return whole fields, and files ({@link FormFile}) in pieces. Both are on the heap
	 * and need no release. It fails with a problem of type
	 * {@link ProblemType#INVALID_REQUEST} for a malformed form, and of type
	 * {@link ProblemType#TOO_LARGE} if a part is far too large or there are too many
	 * parts
	 */
	public static Flux<PartEvent> parts(ServerRequest request, long fileBytes) {
		return Flux.defer(() -> {
			FormReader form = new FormReader(Requests.contentType(request), fileBytes);
			return request.body(BodyExtractors.toDataBuffers())
				.map(Requests::bytes)
				.doOnDiscard(DataBuffer.class, DataBufferUtils::release)
				.concatMapIterable(form::read, 1)
				.concatWith(Mono.fromRunnable(form::finish));
		});
	}

	/**
	 * Takes the parts of a form one after another.
	 * @param parts from {@link #parts}
	 * @param take receives the events of one part
	 * @return when the last part is taken. If the body fails, the part that is being
	 * taken ends before the error is emitted, so that the caller knows which files to
	 * delete. If a part fails, the rest is not read
	 */
	public static Mono<Void> take(Flux<PartEvent> parts, Function<Flux<PartEvent>, Mono<Void>> take) {
		return parts.windowUntil(PartEvent::isLast)
			.concatMapDelayError(take, false, 1)
			// The part that is being taken may fail too, because it is incomplete.
			.onErrorMap(Exceptions::isMultiple, (ex) -> Exceptions.unwrapMultiple(ex).get(0))
			.then();
	}

}
