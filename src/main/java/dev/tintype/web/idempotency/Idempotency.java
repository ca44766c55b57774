package dev.tintype.web.idempotency;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.tintype.data.sql.Transactions;
import dev.tintype.support.Hashes;
import dev.tintype.web.http.Caller;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import dev.tintype.web.http.Problems;
import dev.tintype.web.http.Requests;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Executes a request with an {@code Idempotency-Key} only once. The response is stored in
 * the transaction of the write, and a repeated request gets it again. So a client that
 * received no response may retry its request.
 */
@Component
public class Idempotency {

	private static final String HEADER = "Idempotency-Key";

	private final AnswerRepository answers;

	private final Transactions transactions;

	/** The keys of the requests in progress in this process. */
	private final Set<String> claimed = ConcurrentHashMap.newKeySet();

	Idempotency(AnswerRepository answers, Transactions transactions) {
		this.answers = answers;
		this.transactions = transactions;
	}

	/**
	 * Responds to a POST with a JSON body.
	 * @param request a request, with or without a key
	 * @param status the status of the response if the work succeeds
	 * @param work returns the value of the response. With a key it runs as one
	 * transaction
	 * @return the response, or the stored one of a known key. It fails with a problem if
	 * the first request is still in progress, or if the key was used for another request
	 */
	public Mono<ServerResponse> answer(ServerRequest request, byte[] body, HttpStatus status, Mono<?> work) {
		return answer(request, body, work.map((value) -> new RequestResult(status, null, value)));
	}

	/**
	 * Responds to a POST with a JSON body.
	 * @param request a request, with or without a key
	 * @param work returns the response. With a key it runs as one transaction
	 * @return the response, or the stored one of a known key. It fails with a problem if
	 * the first request is still in progress, or if the key was used for another request
	 */
	public Mono<ServerResponse> answer(ServerRequest request, byte[] body, Mono<RequestResult> work) {
		String given = Requests.header(request, HEADER);
		if (given == null) {
			return work.flatMap(RequestResult::send);
		}
		String key = ofCaller(request, given);
		String hash = hash(request, body);
		Mono<Given> first = this.transactions.run(work.map((outcome) -> stored(hash, outcome))
			.transform((execution) -> firstOrKept(key, hash, execution)));
		Mono<ServerResponse> answer = first
			.onErrorResume(ProblemException.class, (problem) -> refused(request, key, hash, problem))
			.flatMap((result) -> result.answer().send(result.replayed()));
		return Mono.using(() -> claim(key), (claim) -> answer, this.claimed::remove);
	}

	/**
	 * Tells whether a request has a key.
	 * @return true if its work runs as one transaction
	 */
	public static boolean isKeyed(ServerRequest request) {
		return Requests.header(request, HEADER) != null;
	}

	/**
	 * Refuses a key on a request whose response cannot be stored.
	 * @param kind the kind of request, for the detail of the problem
	 * @throws ProblemException of type {@code INVALID_REQUEST} if it has a key
	 */
	public static void refuse(ServerRequest request, String kind) {
		if (isKeyed(request)) {
			throw ProblemException.invalid(HEADER, "is not taken with " + kind);
		}
	}

	// So that nobody gets the response to another principal. The first space ends the
	// principal.
	private static String ofCaller(ServerRequest request, String given) {
		String principal = Caller.of(request).principal();
		return (principal != null) ? principal.replace("%", "%25").replace(" ", "%20") + " " + given : given;
	}

	private Mono<Given> firstOrKept(String key, String hash, Mono<StoredAnswer> first) {
		Mono<Given> execute = first
			.flatMap((answer) -> this.answers.insert(key, answer).thenReturn(new Given(answer, false)));
		return this.answers.lock(key)
			.flatMap((locked) -> locked ? this.answers.find(key) : Mono.error(inProgress()))
			.map((answer) -> new Given(same(answer, hash), true))
			.switchIfEmpty(execute);
	}

	private Mono<Given> refused(ServerRequest request, String key, String hash, ProblemException problem) {
		boolean ours = problem.type() == ProblemType.IDEMPOTENCY_IN_PROGRESS
				|| problem.type() == ProblemType.IDEMPOTENCY_KEY_REUSED;
		if (ours || problem.getStatusCode().is5xxServerError()) {
			return Mono.error(problem);
		}
		// The write is rolled back, so the refusal is stored in its own transaction.
		ProblemDetail document = Problems.document(problem, request.path());
		StoredAnswer answer = new StoredAnswer(hash, document.getStatus(), MediaType.APPLICATION_PROBLEM_JSON_VALUE,
				null, Json.MAPPER.writeValueAsBytes(document));
		return this.transactions.run(firstOrKept(key, hash, Mono.just(answer)));
	}

	private String claim(String key) {
		if (!this.claimed.add(key)) {
			throw inProgress();
		}
		return key;
	}

	private static StoredAnswer same(StoredAnswer answer, String hash) {
		if (!answer.requestHash().equals(hash)) {
			throw new ProblemException(ProblemType.IDEMPOTENCY_KEY_REUSED,
					"The key was used before for a request with another address or body.");
		}
		return answer;
	}

	private static StoredAnswer stored(String hash, RequestResult outcome) {
		return new StoredAnswer(hash, outcome.status().value(), MediaType.APPLICATION_JSON_VALUE, outcome.location(),
				Json.MAPPER.writeValueAsBytes(outcome.value()));
	}

	private static String hash(ServerRequest request, byte[] body) {
		@Nullable String query = request.uri().getRawQuery();
		String target = request.method() + " " + request.uri().getRawPath() + "?" + query + "\n";
		return Hashes.sha256(target.getBytes(StandardCharsets.UTF_8), body);
	}

	private static ProblemException inProgress() {
		return new ProblemException(ProblemType.IDEMPOTENCY_IN_PROGRESS,
				"The first request with this key is still in progress.");
	}

	private record Given(StoredAnswer answer, boolean replayed) {
	}

}
