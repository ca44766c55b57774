package dev.tintype.web.edge;

import java.time.Duration;
import java.util.List;

import dev.tintype.data.replica.Lsn;
import dev.tintype.data.replica.Replicas;
import dev.tintype.data.replica.ReplicasConfigured;
import dev.tintype.data.replica.RequestTrack;
import dev.tintype.data.sql.Replication;
import dev.tintype.support.ServiceOnly;
import dev.tintype.web.http.ProblemException;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

import org.springframework.context.annotation.Conditional;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Tells the data layer whether a request may read from a replica, and which writes it
 * must see. Tells the client the log position of its write, so that it can read the write
 * through any instance.
 */
@Component
@Conditional(ReplicasConfigured.class)
@ServiceOnly
final class ReplicaFilter implements WebFilter, Ordered {

	/** The header that carries a position of the write-ahead log, in both directions. */
	static final String HEADER = "X-Tintype-LSN";

	/** How long a finished response waits for this header at most. */
	private static final Duration PATIENCE = Duration.ofMillis(500);

	private final Replicas replicas;

	ReplicaFilter(Replicas replicas) {
		this.replicas = replicas;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE + 60;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		Lsn wanted;
		try {
			wanted = wanted(exchange.getRequest().getHeaders().getValuesAsList(HEADER));
		}
		catch (IllegalArgumentException ex) {
			return Mono.error(ProblemException.invalid(HEADER, "" + ex.getMessage()));
		}
		RequestTrack track = new RequestTrack(wanted);
		ServerHttpResponse response = exchange.getResponse();
		response.beforeCommit(() -> Mono.defer(() -> this.replicas.position(track))
			.timeout(PATIENCE)
			.onErrorComplete()
			.doOnNext((position) -> response.getHeaders().set(HEADER, position.toString()))
			.then());
		HttpMethod method = exchange.getRequest().getMethod();
		boolean reads = HttpMethod.GET.equals(method) || HttpMethod.HEAD.equals(method);
		return chain.filter(exchange).contextWrite((context) -> {
			Context tracked = context.put(RequestTrack.class, track);
			return reads ? Replication.reading(tracked) : tracked;
		});
	}

	// A client that wrote through several instances may send the position that each of
	// them returned.
	private static Lsn wanted(List<String> values) {
		return values.stream().map(Lsn::parse).reduce(Lsn.NONE, Lsn::max);
	}

}
