package dev.tintype.web.form;

import dev.tintype.web.http.ProblemType;
import dev.tintype.web.http.Requests;
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
	 * The parts of a multipart body that holds one file.
	 * @param fileBytes the most bytes of the file
	 * @return as {@link #parts}; a problem also when the declared length of the body
	 * shows that the file is too large
	 */
	public static Flux<PartEvent> partsOfOneFile(ServerRequest request, long fileBytes) {
		Requests.refuseLonger(request, fileBytes + FormReader.TOLERANCE);
		return parts(request, fileBytes);
	}

	/**
	 * The parts of a multipart body, as they come.
	 * @param fileBytes the most bytes of a file. The caller refuses a file that is
	 * larger; the parts go on behind it only if it ends soon
	 * @return their events: fields whole, files ({@link FormFile}) in pieces, both on the
	 * heap, so that they need not be released; a problem of type
	 * {@link ProblemType#INVALID_REQUEST} for a malformed form, of type
	 * {@link ProblemType#TOO_LARGE} when there are too many parts, or one does not end
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

}
