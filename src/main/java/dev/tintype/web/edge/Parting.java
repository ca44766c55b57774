package dev.tintype.web.edge;

import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * Ends one connection when the service shuts down. The last response has
 * {@code Connection: close}, so that the client sends no further request. Requests in
 * progress get their responses. All methods run on the connection's event loop, unless
 * their comment says otherwise.
 */
final class Parting extends ChannelDuplexHandler {

	/** How long an idle client may still send a request after the shutdown has begun. */
	static final Duration GRACE = Duration.ofSeconds(1);

	/** How long a client may take to close its side after the last response. */
	private static final Duration LINGER = Duration.ofMillis(500);

	private final OpenConnections connections;

	private final BooleanSupplier headBegun;

	private @Nullable ChannelHandlerContext context;

	private int requests;

	private int unanswered;

	/** Whether the head of a response is sent, and its end is not. */
	private boolean answering;

	/** Whether a response has told the client that it is the last one. */
	private boolean last;

	/** Whether everything that the client sends is discarded. */
	private boolean deaf;

	/** Whether everything that the service writes is discarded. */
	private boolean mute;

	/**
	 * Creates the handler of one connection.
	 * @param headBegun tells whether a part of a request's head has arrived
	 */
	Parting(OpenConnections connections, BooleanSupplier headBegun) {
		this.connections = connections;
		this.headBegun = headBegun;
	}

	@Override
	public void handlerAdded(ChannelHandlerContext added) {
		this.context = added;
		this.connections.add(this);
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext removed) {
		this.connections.remove(this);
	}

	@Override
	public void channelActive(ChannelHandlerContext active) {
		if (this.connections.isLeaving()) {
			closeUnlessUsed();
		}
		active.fireChannelActive();
	}

	@Override
	public void channelInactive(ChannelHandlerContext inactive) {
		this.connections.remove(this);
		inactive.fireChannelInactive();
	}

	@Override
	public void channelRead(ChannelHandlerContext reading, Object message) {
		boolean request = message instanceof HttpRequest;
		if (this.deaf || (request && this.last)) {
			// The last response tells the client that this request is not processed.
			this.deaf = true;
			ReferenceCountUtil.release(message);
			return;
		}
		if (request) {
			this.requests++;
			this.unanswered++;
		}
		reading.fireChannelRead(message);
	}

	@Override
	@SuppressWarnings("FutureReturnValueIgnored") // the promise is the caller's
	public void write(ChannelHandlerContext writing, Object message, ChannelPromise promise) {
		if (this.mute) {
			ReferenceCountUtil.release(message);
			promise.tryFailure(new ClosedChannelException());
			return;
		}
		boolean interim = false;
		if (message instanceof HttpResponse response) {
			interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
			if (!interim) {
				begin(response);
			}
		}
		if (!(message instanceof LastHttpContent) || interim) {
			writing.write(message, promise);
			return;
		}
		this.unanswered = Math.max(0, this.unanswered - 1);
		this.answering = false;
		if (this.last) {
			writing.write(message, promise.unvoid()).addListener((written) -> part());
		}
		else {
			writing.write(message, promise);
			if (this.connections.isLeaving()) {
				closeUnlessUsed();
			}
		}
	}

	private void begin(HttpResponse response) {
		this.answering = true;
		if (this.connections.isLeaving() && this.unanswered <= 1) {
			this.last = true;
			response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
		}
	}

	/** Begins the shutdown. May be called from any thread. */
	void leave() {
		onLoop(this::closeUnlessUsed);
	}

	private void closeUnlessUsed() {
		ChannelHandlerContext here = this.context;
		if (here == null || this.unanswered > 0) {
			return;
		}
		int before = this.requests;
		here.executor().schedule(() -> {
			if (this.requests == before && !this.headBegun.getAsBoolean()) {
				part();
			}
		}, GRACE.toNanos(), TimeUnit.NANOSECONDS);
	}

	/**
	 * Responds with 503 to a request that has no response yet. May be called from any
	 * thread.
	 */
	void refuse() {
		onLoop(() -> {
			ChannelHandlerContext here = this.context;
			if (here != null && !this.mute && !this.answering
					&& (this.unanswered > 0 || this.headBegun.getAsBoolean())) {
				FullHttpResponse refusal = RequestFault.answer(HttpResponseStatus.SERVICE_UNAVAILABLE,
						"The service is shutting down.", RequestFault.NO_TARGET);
				refusal.headers().set(HttpHeaderNames.RETRY_AFTER, 1);
				this.mute = true;
				here.writeAndFlush(refusal).addListener((written) -> part());
			}
		});
	}

	/** Closes the connection at once. May be called from any thread. */
	void close() {
		onLoop(() -> {
			if (this.context != null) {
				this.context.close();
			}
		});
	}

	private void onLoop(Runnable action) {
		ChannelHandlerContext here = this.context;
		if (here != null && !here.executor().isShuttingDown()) {
			here.executor().execute(action);
		}
	}

	// If the socket is closed while the client still sends, the connection is reset and
	// the client may lose the response.
	private void part() {
		ChannelHandlerContext here = this.context;
		if (here == null || !here.channel().isActive()) {
			return;
		}
		this.deaf = true;
		Channel channel = here.channel();
		if (channel instanceof DuplexChannel sides && channel.pipeline().get(SslHandler.class) == null) {
			sides.shutdownOutput();
			channel.config().setAutoRead(true);
			here.executor().schedule(() -> channel.close(), LINGER.toNanos(), TimeUnit.NANOSECONDS);
		}
		else {
			channel.close();
		}
	}

}
