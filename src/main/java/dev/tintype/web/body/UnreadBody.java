package dev.tintype.web.body;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a connection stays open if the response was sent before the whole body
 * arrived. It stays open if only a little of the body is missing and arrives soon.
 * Otherwise the handler closes it and does not read the rest. Reactor Netty would read
 * and drop bytes for as long as the client sends.
 */
@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the end of a connection
public final class UnreadBody extends ChannelDuplexHandler {

	/** How many bytes of a body may arrive after the response. */
	private static final long MOST_REMAINING = 64 << 10;

	/**
	 * How many bytes of a declared length are dropped before the connection is closed.
	 * Many clients read the response only after they have sent the whole body. They lose
	 * it if the connection is reset before.
	 */
	private static final long MOST_DECLARED = 64 << 20;

	/** The same for a body that is longer, or has no declared length. */
	private static final long MOST_LINGERING = 4 << 20;

	private static final Duration LONGEST_LINGERING = Duration.ofSeconds(2);

	/** How many bytes may wait while an earlier request has no response yet. */
	private static final long MOST_PIPELINED = 256 << 10;

	/** The size that each waiting request counts as, in addition to its body. */
	private static final int HEAD_BYTES = 1 << 10;

	private final Duration patience;

	private int unanswered;

	private boolean bodyOpen;

	/**
	 * The declared bytes that have not arrived yet; negative if no length is declared.
	 */
	private long remaining;

	/** Whether the client waits for an interim response before it sends the body. */
	private boolean awaitsContinue;

	/** Whether the last response announced the end of the connection. */
	private boolean ending;

	/** Whether the response to the request of the open body is sent. */
	private boolean answered;

	private boolean lingering;

	/** The bytes that arrived after the response. */
	private long late;

	/** How many late bytes are dropped before the connection is closed. */
	private long mostLate;

	private long pipelined;

	private boolean readHeld;

	private @Nullable Future<?> deadline;

	/**
	 * Creates the handler of one connection.
	 * @param patience how long the rest of a body may take after the response
	 */
	public UnreadBody(Duration patience) {
		this.patience = patience;
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (this.lingering) {
			this.late += size(message);
			ReferenceCountUtil.release(message);
			if (message instanceof LastHttpContent || this.late > this.mostLate) {
				context.close();
			}
			return;
		}
		if (message instanceof HttpRequest request) {
			begin(request);
		}
		if (message instanceof HttpContent) {
			this.remaining -= size(message);
			this.late += size(message);
			this.pipelined += (this.unanswered > 1) ? size(message) : 0;
		}
		if (message instanceof LastHttpContent) {
			this.bodyOpen = false;
			this.answered = false;
			stopClock();
		}
		context.fireChannelRead(message);
		if (this.answered && this.late > MOST_REMAINING) {
			linger(context);
		}
	}

	private void begin(HttpRequest request) {
		this.unanswered++;
		this.pipelined += (this.unanswered > 1) ? HEAD_BYTES : 0;
		if (request.decoderResult().isFailure()) {
			// The response ends the connection.
			return;
		}
		this.bodyOpen = true;
		this.remaining = HttpUtil.getContentLength(request, -1L);
		this.awaitsContinue = HttpUtil.is100ContinueExpected(request);
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext context) {
		if (this.lingering) {
			context.read();
		}
		else {
			context.fireChannelReadComplete();
		}
	}

	@Override
	public void read(ChannelHandlerContext context) {
		// Reactor Netty would keep all pipelined requests of a client in memory.
		this.readHeld = this.unanswered > 1 && this.pipelined > MOST_PIPELINED;
		if (!this.readHeld) {
			context.read();
		}
	}

	@Override
	public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
		if (message instanceof HttpResponse interim && interim.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
			this.awaitsContinue = false;
			context.write(message, promise);
			return;
		}
		boolean ofOpenBody = this.bodyOpen && this.unanswered == 1;
		if (message instanceof HttpResponse head && ofOpenBody && endsConnection(head)) {
			this.ending = true;
			head.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
		}
		if (!(message instanceof LastHttpContent)) {
			context.write(message, promise);
			return;
		}
		this.unanswered = Math.max(0, this.unanswered - 1);
		if (ofOpenBody) {
			context.write(message, promise.unvoid()).addListener((sent) -> finish(context));
		}
		else {
			context.write(message, promise);
		}
		resume(context);
	}

	private boolean endsConnection(HttpResponse head) {
		HttpResponseStatus status = head.status();
		if (status.equals(HttpResponseStatus.REQUEST_TIMEOUT)
				|| status.equals(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE)) {
			return true;
		}
		// A stream may respond while its body still arrives.
		return (status.code() >= 400 || head instanceof FullHttpResponse) && !mayGoOn();
	}

	private boolean mayGoOn() {
		return !this.ending && !this.awaitsContinue && this.remaining <= MOST_REMAINING;
	}

	private void finish(ChannelHandlerContext context) {
		if (!this.bodyOpen || this.lingering) {
			return;
		}
		if (!mayGoOn()) {
			linger(context);
			return;
		}
		this.answered = true;
		this.late = 0;
		this.deadline = context.executor()
			.schedule(() -> linger(context), this.patience.toNanos(), TimeUnit.NANOSECONDS);
	}

	private void resume(ChannelHandlerContext context) {
		if (this.unanswered <= 1) {
			this.pipelined = 0;
			if (this.readHeld) {
				this.readHeld = false;
				context.read();
			}
		}
	}

	@Override
	public void close(ChannelHandlerContext context, ChannelPromise promise) {
		if (this.bodyOpen && context.channel().isActive()) {
			linger(context);
			context.channel().closeFuture().addListener((closed) -> promise.trySuccess());
		}
		else {
			context.close(promise);
		}
	}

	private void linger(ChannelHandlerContext context) {
		if (this.lingering || !context.channel().isActive()) {
			return;
		}
		this.lingering = true;
		this.answered = false;
		this.late = 0;
		this.mostLate = (this.remaining >= 0 && this.remaining <= MOST_DECLARED) ? MOST_DECLARED : MOST_LINGERING;
		stopClock();
		this.deadline = context.executor()
			.schedule(() -> context.close(), LONGEST_LINGERING.toNanos(), TimeUnit.NANOSECONDS);
		context.read();
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		if (this.lingering) {
			context.close();
		}
		else {
			context.fireExceptionCaught(cause);
		}
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		stopClock();
		context.fireChannelInactive();
	}

	private void stopClock() {
		if (this.deadline != null) {
			this.deadline.cancel(false);
			this.deadline = null;
		}
	}

	private static int size(Object message) {
		return (message instanceof HttpContent content) ? content.content().readableBytes() : 0;
	}

}
