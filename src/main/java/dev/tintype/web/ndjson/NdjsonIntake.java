package dev.tintype.web.ndjson;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;

import dev.tintype.web.http.Answers;
import dev.tintype.web.http.Requests;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Processes a body of NDJSON chunk by chunk, and responds with a list of results for each
 * chunk. Received bytes hold memory of the {@link StreamBudget} until their results are
 * written.
 */
public final class NdjsonIntake implements NdjsonLines.Account {

	/**
	 * The memory for each byte of a chunk until its results are written: the line, its
	 * tree, its values and the parameters of the statement.
	 */
	private static final int COST = 4;

	private final StreamBudget budget;

	private final Flux<DataBuffer> body;

	private final StreamLease received;

	/** The chunks in progress, in the order of the body. */
	private final Queue<Chunk> inWork = new ConcurrentLinkedQueue<>();

	/**
	 * Creates the intake of one request.
	 * @param budget the budget of all streams
	 * @param body UTF-8, lines ended by a line feed
	 */
	public NdjsonIntake(StreamBudget budget, Flux<DataBuffer> body) {
		this.budget = budget;
		this.body = body;
		this.received = budget.awaited();
	}

	/**
	 * Reads the body.
	 * @return its lines in chunks. The caller must produce one list of results for each
	 * chunk, in order
	 */
	public Flux<List<NdjsonLines.Line>> chunks() {
		return chunks(this.budget.settings().chunkSize());
	}

	/**
	 * Reads the body in smaller chunks, for items that take long.
	 * @param most the most lines of a chunk
	 * @return as in {@link #chunks()}
	 */
	public Flux<List<NdjsonLines.Line>> chunks(int most) {
		return NdjsonLines.chunks(this.body, Math.min(most, this.budget.settings().chunkSize()), this::gate, this);
	}

	private Flux<List<byte[]>> gate(Flux<List<byte[]>> buffers) {
		return new MemoryGate<>(buffers, this.budget, this.budget.share(), this::receive);
	}

	private void receive(List<byte[]> buffers) {
		this.received.grow(buffers.stream().mapToLong((bytes) -> bytes.length).sum());
	}

	@Override
	public void chunk(long bytes, List<NdjsonLines.Line> lines) {
		StreamLease lease = this.received.split(bytes);
		lease.grow((COST - 1) * bytes);
		this.inWork.add(new Chunk(lease, lines.stream().mapToLong(NdjsonLines.Line::number).toArray()));
	}

	@Override
	public void dropped(long bytes) {
		this.received.split(bytes).release();
	}

	/**
	 * Responds line by line as results arrive, or with a summary at the end if the client
	 * prefers that. A client needs the summary if it cannot read while it sends, as most
	 * HTTP libraries.
	 * @param <R> a result
	 * @param request a request, which may have {@code Prefer: return=minimal}
	 * @param results a list for each chunk, in order
	 * @param tally counts the results
	 * @return 200. The summary follows the whole stream, and a failure returns a problem
	 * with the counts
	 */
	public <R> Mono<ServerResponse> answer(ServerRequest request, Flux<List<R>> results, StreamTally<R> tally) {
		if (!Requests.prefersMinimal(request)) {
			return Ndjson.answer(pages(results));
		}
		return taken(results, tally::add).then(Mono.defer(() -> Answers
			.json(ServerResponse.ok().header("Preference-Applied", "return=minimal"), tally.document())))
			.onErrorMap(tally::failed);
	}

	/**
	 * Writes results line by line.
	 * @param results a list for each chunk, in order
	 * @return pages, which hold the memory of their chunk until they are written
	 */
	Flux<NdjsonPage> pages(Flux<? extends List<?>> results) {
		return counted(results.map((list) -> {
			NdjsonPage page = new NdjsonPage(Ndjson.lines(list), list.size(), null);
			Chunk chunk = this.inWork.poll();
			return (chunk != null) ? page.holding(chunk.lease()) : page;
		}));
	}

	/**
	 * Passes results on without writing them line by line, and releases the memory of
	 * their chunks.
	 * @param <R> a result
	 * @param results a list for each chunk, in order
	 * @param taker receives each list with the numbers of its lines
	 * @return the same lists
	 */
	<R> Flux<List<R>> taken(Flux<List<R>> results, BiConsumer<List<R>, long[]> taker) {
		return counted(results.doOnNext((list) -> {
			Chunk chunk = this.inWork.remove();
			chunk.lease().release();
			taker.accept(list, chunk.numbers());
		}));
	}

	private <T> Flux<T> counted(Flux<T> results) {
		return Flux.using(this.budget::stream, (counted) -> results, Disposable::dispose).doFinally((signal) -> {
			this.received.release();
			this.inWork.forEach((chunk) -> chunk.lease().release());
		});
	}

	/**
	 * The lines of a chunk in progress.
	 *
	 * @param lease the memory that they hold
	 */
	@SuppressWarnings("ArrayRecordComponent")
	private record Chunk(StreamLease lease, long[] numbers) {
	}

}
