package dev.tintype.web.body;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class UnreadBodyTests {

	private final Reads reads = new Reads();

	private final EmbeddedChannel channel = new EmbeddedChannel(this.reads, new UnreadBody(Duration.ofSeconds(10)));

	@AfterEach
	void close() {
		this.channel.finishAndReleaseAll();
	}

	@Test
	void completeBodyKeepsConnection() {
		request(9L);
		this.channel.writeInbound(content(9), LastHttpContent.EMPTY_LAST_CONTENT);
		assertThat(answer(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE)).isNull();
		pass(Duration.ofHours(1));
		assertThat(this.channel.isOpen()).isTrue();
	}

	@Test
	void smallRestMayArriveAfterResponse() {
		request(65_536L);
		assertThat(answer(HttpResponseStatus.NOT_FOUND)).isNull();
		this.channel.writeInbound(content(65_536), LastHttpContent.EMPTY_LAST_CONTENT);
		pass(Duration.ofHours(1));
		assertThat(this.channel.isOpen()).isTrue();
	}

	@Test
	void lateRestEndsConnection() {
		request(null);
		answer(HttpResponseStatus.NOT_FOUND);
		pass(Duration.ofSeconds(9));
		assertThat(this.channel.isOpen()).isTrue();
		pass(Duration.ofSeconds(2));
		pass(Duration.ofSeconds(2));
		assertThat(this.channel.isOpen()).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "404, 65537", "413,", "413, 9", "408,", "408, 9" })
	void responseAnnouncesEndOfConnection(int status, @Nullable Long length) {
		request(length);
		assertThat(answer(HttpResponseStatus.valueOf(status))).isEqualTo("close");
		assertThat(this.channel.isOpen()).isTrue();
		pass(Duration.ofMillis(2_001));
		assertThat(this.channel.isOpen()).isFalse();
	}

	@Test
	void declaredRestIsDroppedSoThatClientReadsResponse() {
		request(64L << 20);
		answer(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE);
		for (int i = 0; i < 64; i++) {
			assertThat(this.channel.isOpen()).isTrue();
			this.channel.writeInbound(content(1 << 20));
		}
		this.channel.writeInbound(LastHttpContent.EMPTY_LAST_CONTENT);
		assertThat(this.channel.isOpen()).isFalse();
		assertThat(this.channel.<Object>readInbound()).isInstanceOf(HttpRequest.class);
		assertThat(this.channel.<Object>readInbound()).isNull();
	}

	@ParameterizedTest
	@CsvSource({ ",", "67108865," })
	void endlessRestIsNotRead(@Nullable Long length) {
		request(length);
		answer(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE);
		for (int i = 0; i < 4; i++) {
			this.channel.writeInbound(content(1 << 20));
		}
		assertThat(this.channel.isOpen()).isTrue();
		this.channel.writeInbound(content(1));
		assertThat(this.channel.isOpen()).isFalse();
	}

	@Test
	void streamMayRespondWhileItsBodyArrives() {
		request(null);
		this.channel.writeOutbound(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK), content(9));
		this.channel.writeInbound(content(10 << 20));
		pass(Duration.ofHours(1));
		assertThat(this.channel.isOpen()).isTrue();
		assertThat(this.channel.<HttpResponse>readOutbound().headers().get("Connection")).isNull();
		this.channel.writeInbound(LastHttpContent.EMPTY_LAST_CONTENT);
		this.channel.writeOutbound(LastHttpContent.EMPTY_LAST_CONTENT);
		assertThat(this.channel.isOpen()).isTrue();
	}

	@Test
	void pipeliningClientIsNotReadUntilResponseIsSent() {
		request(null);
		this.channel.writeInbound(LastHttpContent.EMPTY_LAST_CONTENT);
		request(1L << 30);
		this.channel.writeInbound(content(256 << 10));
		int before = this.reads.count;
		this.channel.read();
		assertThat(this.reads.count).isEqualTo(before);
		answer(HttpResponseStatus.OK);
		assertThat(this.reads.count).isGreaterThan(before);
	}

	private void request(@Nullable Long length) {
		HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");
		if (length != null) {
			request.headers().set("Content-Length", length);
		}
		this.channel.writeInbound(request);
	}

	private @Nullable String answer(HttpResponseStatus status) {
		HttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status);
		this.channel.writeOutbound(response);
		return response.headers().get("Connection");
	}

	private void pass(Duration time) {
		this.channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
		this.channel.runScheduledPendingTasks();
	}

	private static DefaultHttpContent content(int size) {
		return new DefaultHttpContent(Unpooled.wrappedBuffer(new byte[size]));
	}

	/**
	 * Counts how often the channel is asked to read.
	 */
	private static final class Reads extends ChannelOutboundHandlerAdapter {

		private int count;

		@Override
		public void read(ChannelHandlerContext context) {
			this.count++;
			context.read();
		}

	}

}
