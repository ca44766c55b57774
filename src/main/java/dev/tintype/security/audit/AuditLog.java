package dev.tintype.security.audit;

import java.net.InetAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import dev.tintype.security.limit.ClientAddresses;
import dev.tintype.web.http.Caller;
import dev.tintype.web.http.Json;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * Writes one JSON object per event to the logger {@code tintype.audit}. A feature writes
 * the event after its commit, so that the log names only what has happened.
 */
@Component
public class AuditLog {

	private static final Logger LOG = LoggerFactory.getLogger("tintype.audit");

	private final ClientAddresses addresses;

	AuditLog(ClientAddresses addresses) {
		this.addresses = addresses;
	}

	/**
	 * Writes an event of the request in whose context the result is subscribed to.
	 * @param event in snake case, such as {@code images_deleted}
	 * @param target what was changed, or null for everything
	 * @param count how many rows were changed
	 * @return completes when the line is written; it never fails
	 */
	public Mono<Void> write(String event, @Nullable Object target, long count) {
		return Mono.deferContextual((context) -> {
			write(event, Caller.in(context).principal(), context, target, count);
			return Mono.empty();
		});
	}

	/**
	 * Writes an event of a principal that has no credentials yet, such as a sign-in.
	 * @param event in snake case
	 * @param principal that the request names
	 * @return as in {@link #write(String, Object, long)}
	 */
	public Mono<Void> writeAs(String event, String principal) {
		return Mono.deferContextual((context) -> {
			write(event, principal, context, null, 1);
			return Mono.empty();
		});
	}

	/**
	 * Writes an event of a command.
	 * @param event in snake case
	 * @param target what was changed, or null for everything
	 * @param count how many rows were changed
	 */
	public static void writeOfCommand(String event, @Nullable Object target, long count) {
		log(new Line(now(), event, null, null, null, text(target), count));
	}

	private void write(String event, @Nullable String principal, ContextView context, @Nullable Object target,
			long count) {
		ServerWebExchange exchange = context.getOrDefault(ServerWebExchange.class, null);
		InetAddress address = (exchange != null) ? this.addresses.of(exchange.getRequest()) : null;
		log(new Line(now(), event, principal, (address != null) ? address.getHostAddress() : null,
				(exchange != null) ? exchange.getAttribute(ServerWebExchange.LOG_ID_ATTRIBUTE) : null, text(target),
				count));
	}

	private static void log(Line line) {
		// JSON escapes line breaks, so a name cannot start another line.
		LOG.info("{}", Json.MAPPER.writeValueAsString(line));
	}

	private static Instant now() {
		return Instant.now().truncatedTo(ChronoUnit.MILLIS);
	}

	private static @Nullable String text(@Nullable Object target) {
		return (target != null) ? target.toString() : null;
	}

	/**
	 * A line of the log.
	 *
	 * @param time of the event
	 * @param event what happened
	 * @param principal who did it, null if nobody is known
	 * @param address of the client, null for a command
	 * @param requestId the id of the request, null for a command
	 * @param target what was changed, null for everything
	 * @param count how many rows were changed
	 */
	private record Line(Instant time, String event, @Nullable String principal, @Nullable String address,
			@Nullable String requestId, @Nullable String target, long count) {
	}

}
