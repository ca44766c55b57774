package dev.tintype.web.edge;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import dev.tintype.web.body.UnreadBody;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/**
 * Watches one connection next to Netty's codec. A request that is not valid HTTP never
 * reaches Spring, and gets a problem document here. A head that does not arrive in time
 * ends the connection.
 */
final class RequestGuard extends ChannelDuplexHandler {

	/** The target that Netty sets if it cannot read a request line. */
	private static final String UNREAD = "/bad-request";

	private static final String NAME = "tintype.requestGuard";

	private final Duration headerTimeout;

	private boolean betweenRequests = true;

	private int unanswered;

	private @Nullable Future<?> deadline;

	private @Nullable String fault;

	/** The target of the last request, as received. */
	private String target = RequestFault.NO_TARGET;

	private RequestGuard(Duration headerTimeout) {
		this.headerTimeout = headerTimeout;
	}

	/**
	 * Puts a guard around the codec of HTTP/1.1, if the connection has one.
	 * @param headerTimeout the longest time from the first byte of a head to its last
	 */
	static void install(ChannelPipeline pipeline, Duration headerTimeout, OpenConnections connections) {
		if (pipeline.get(NettyPipeline.HttpCodec) != null) {
			RequestGuard guard = new RequestGuard(headerTimeout);
			pipeline.addAfter(NettyPipeline.HttpCodec, NAME, guard);
			pipeline.addAfter(NAME, NAME + ".unreadBody", new UnreadBody(headerTimeout));
			pipeline.addBefore(NettyPipeline.HttpCodec, NAME + ".clock", guard.new Clock());
			pipeline.addAfter(NAME, NAME + ".parting", new Parting(connections, () -> guard.deadline != null));
		}
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (message instanceof HttpRequest cut && cut.decoderResult().isFailure() && !context.channel().isActive()) {
			// An incomplete head that remained when the connection ended. Nobody receives
			// a response.
			ReferenceCountUtil.release(message);
			return;
		}
		if (message instanceof HttpRequest request) {
			this.betweenRequests = false;
			this.unanswered++;
			this.target = (request.decoderResult().isFailure() && request.uri().equals(UNREAD)) ? RequestFault.NO_TARGET
					: request.uri();
			stopClock();
			check(request);
		}
		else if (message instanceof HttpObject part) {
			note(part.decoderResult());
		}
		if (message instanceof LastHttpContent) {
			this.betweenRequests = true;
		}
		context.fireChannelRead(message);
	}

	@Override
	@SuppressWarnings("FutureReturnValueIgnored") // the promise is the caller's
	public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
		Object answer = message;
		if (message instanceof FullHttpResponse response && isBareFailure(response)) {
			answer = document(response);
		}
		boolean interim = message instanceof HttpResponse response
				&& response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
		if (message instanceof LastHttpContent && !interim) {
			this.unanswered = Math.max(0, this.unanswered - 1);
		}
		context.write(answer, promise);
		if (message instanceof LastHttpContent && !interim && this.unanswered == 0) {
			// Reactor Netty may not read on after a request with an unread body
			// (reactor-netty issue 4361). The connection would hang.
			context.executor().execute(context::read);
		}
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		stopClock();
		context.fireChannelInactive();
	}

	private void check(HttpRequest request) {
		if (request.decoderResult().isSuccess()) {
			RequestFault.repairPage(request);
			String found = RequestFault.find(request);
			if (found != null) {
				this.fault = found;
				// Reactor Netty responds to a failed decoding in the order of the
				// requests, and closes the connection. write() adds the body to that
				// response.
				request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException(found)));
			}
			else {
				RequestFault.settleHost(request);
			}
		}
		else {
			note(request.decoderResult());
		}
	}

	private void note(DecoderResult result) {
		if (result.isFailure()) {
			this.fault = RequestFault.of(result);
		}
	}

	private static boolean isBareFailure(FullHttpResponse response) {
		return response.status().code() >= 400 && !response.content().isReadable()
				&& !response.headers().contains(HttpHeaderNames.CONTENT_TYPE);
	}

	private FullHttpResponse document(FullHttpResponse bare) {
		String detail = (this.fault != null) ? this.fault : bare.status().reasonPhrase() + ".";
		FullHttpResponse answer = RequestFault.answer(bare.status(), detail, this.target);
		if (this.fault == null) {
			answer.headers().remove(HttpHeaderNames.CONNECTION);
		}
		bare.headers().remove(HttpHeaderNames.CONTENT_LENGTH);
		bare.headers().forEach((header) -> answer.headers().set(header.getKey(), header.getValue()));
		bare.release();
		return answer;
	}

	private void startClock(ChannelHandlerContext context) {
		this.deadline = context.executor()
			.schedule(() -> expire(context), this.headerTimeout.toNanos(), TimeUnit.NANOSECONDS);
	}

	private void stopClock() {
		if (this.deadline != null) {
			this.deadline.cancel(false);
			this.deadline = null;
		}
	}

	private void expire(ChannelHandlerContext context) {
		if (this.unanswered > 0) {
			// An earlier response on this connection is not finished. It may be the
			// reason why the rest of the head is not read yet.
			startClock(context);
			return;
		}
		this.deadline = null;
		ChannelHandlerContext own = context.pipeline().context(this);
		own.writeAndFlush(RequestFault.answer(HttpResponseStatus.REQUEST_TIMEOUT,
				"The request's head did not arrive in time.", RequestFault.NO_TARGET))
			.addListener(ChannelFutureListener.CLOSE);
	}

	/**
	 * Sees a head's bytes before the codec has enough of them to make a request.
	 */
	private final class Clock extends ChannelInboundHandlerAdapter {

		@Override
		public void channelRead(ChannelHandlerContext context, Object message) {
			if (RequestGuard.this.betweenRequests && RequestGuard.this.deadline == null) {
				startClock(context);
			}
			context.fireChannelRead(message);
		}

	}

}
