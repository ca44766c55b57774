package dev.tintype.web.ndjson;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerRequest;

import org.springframework.http.ReactiveHttpOutputMessage;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;

/**
 * Waits until the socket of a response has taken everything that was written. Without
 * this wait, Reactor Netty requests up to 96 pages before a reader reads the first one.
 */
final class SocketDrain {

	private static final Logger LOG = LoggerFactory.getLogger(SocketDrain.class);

	private final Channel channel;

	private final String endpoint;

	private final StreamLease lease;

	private final Duration patience;

	/** Used only on the channel's event loop. */
	private @Nullable ScheduledFuture<?> watch;

	private SocketDrain(Channel channel, String endpoint, StreamLease lease) {
		this.channel = channel;
		this.endpoint = endpoint;
		this.lease = lease;
		this.patience = lease.patience();
	}

	/**
	 * Waits for the socket of a response.
	 * @param lease the lease of the written bytes. It says how long the client may read
	 * nothing, and whether its connection is then reset
	 * @return completes when everything written so far is in the socket, or the
	 * connection is closed. It completes at once if the response has no socket
	 */
	static Mono<Void> of(ReactiveHttpOutputMessage response, StreamLease lease) {
		Connection connection = connection(response);
		if (connection == null) {
			return Mono.empty();
		}
		Channel channel = connection.channel();
		SocketDrain drain = new SocketDrain(channel, endpoint(connection), lease);
		// This task runs after the write of the page, which Reactor Netty queues to the
		// same event loop.
		return Mono.create((sink) -> channel.eventLoop().execute(() -> drain.await(sink)));
	}

	private static @Nullable Connection connection(ReactiveHttpOutputMessage response) {
		try {
			return (response instanceof ServerHttpResponse served
					&& ServerHttpResponseDecorator.getNativeResponse(served) instanceof Connection connection)
							? connection : null;
		}
		catch (IllegalStateException ex) {
			// The response of a test has no connection.
			return null;
		}
	}

	// The query is left out, because it may contain private data.
	private static String endpoint(Connection connection) {
		return (connection instanceof HttpServerRequest request)
				? request.method() + " " + request.uri().split("\\?", 2)[0] : "A request";
	}

	// The write of an empty buffer completes when all earlier writes are complete. It
	// starts next to the socket, because the other handlers accept only HTTP messages.
	private void await(MonoSink<Void> sink) {
		ChannelHandlerContext next = this.channel.pipeline().firstContext();
		if (next == null || !this.channel.isActive()) {
			sink.success();
			return;
		}
		ChannelFuture taken = next.writeAndFlush(Unpooled.EMPTY_BUFFER);
		taken.addListener((done) -> {
			if (this.watch != null) {
				this.watch.cancel(false);
			}
			sink.success();
		});
		if (!taken.isDone()) {
			watch(progress(), this.patience);
		}
	}

	private void watch(Progress before, Duration left) {
		Duration step = this.patience.dividedBy(10);
		this.watch = this.channel.eventLoop().schedule(() -> {
			Progress now = progress();
			if (!now.equals(before)) {
				watch(now, this.patience);
			}
			else if (left.compareTo(step) > 0 || !this.lease.mayReset()) {
				watch(now, left.minus(step));
			}
			else {
				reset();
			}
		}, step.toMillis(), TimeUnit.MILLISECONDS);
	}

	private void reset() {
		if (this.lease.isAwaited()) {
			LOG.info(
					"{}: the client sends its body, but read no results for {} s, and was disconnected. A client that "
							+ "sends everything before it reads needs the header Prefer: return=minimal.",
					this.endpoint, this.patience.toSeconds());
		}
		else {
			LOG.info(
					"{}: the client read nothing for {} s while other streams waited for memory, and was disconnected.",
					this.endpoint, this.patience.toSeconds());
		}
		this.channel.config().setOption(ChannelOption.SO_LINGER, 0);
		this.channel.close();
	}

	private Progress progress() {
		ChannelOutboundBuffer buffer = this.channel.unsafe().outboundBuffer();
		return (buffer != null) ? new Progress(System.identityHashCode(buffer.current()),
				buffer.totalPendingWriteBytes(), buffer.currentProgress()) : new Progress(0, 0, 0);
	}

	/**
	 * The progress of a socket.
	 *
	 * @param current identifies the current buffer
	 * @param pending the bytes of all buffers
	 * @param taken the bytes of the current buffer that the socket has taken
	 */
	private record Progress(int current, long pending, long taken) {
	}

}
