package dev.tintype.data.lane;

import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * The channels of one connection. A driver ends a connection with a farewell, which never
 * leaves when the peer does not read. This class closes the channels instead.
 */
public final class Channels implements LoopResources {

	private final LoopResources loops;

	/**
	 * The only loop of the connection. A driver may ask a group for several loops. If all
	 * drivers ask for the same number, their connections are not spread evenly.
	 */
	private @Nullable EventLoopGroup loop;

	/** Usually one. A refused encryption or a cancel request opens another. */
	private final Queue<Channel> opened = new ConcurrentLinkedQueue<>();

	Channels(LoopResources loops) {
		this.loops = loops;
	}

	/**
	 * Returns the loops on which a driver opens the requested connection.
	 * @param context of the caller that requests the connection
	 * @param loops for a caller that does not need the channels
	 * @return loops that record the channels, if the caller needs them
	 */
	public static LoopResources of(ContextView context, LoopResources loops) {
		return Objects.requireNonNull(context.getOrDefault(Channels.class, loops));
	}

	/**
	 * Lets the driver open a connection on these channels. If the caller gives up first,
	 * no channel stays open.
	 * @param <T> the connection
	 * @return the same
	 */
	<T> Mono<T> open(Mono<T> opening) {
		AtomicBoolean open = new AtomicBoolean();
		return opening.doOnNext((connection) -> open.set(true)).doOnCancel(() -> {
			if (!open.get()) {
				close();
			}
		}).contextWrite(Context.of(Channels.class, this));
	}

	/** Closes all channels without waiting for the peer. */
	void close() {
		for (Channel channel = this.opened.poll(); channel != null; channel = this.opened.poll()) {
			channel.close();
		}
	}

	@Override
	public <C extends Channel> C onChannel(Class<C> type, EventLoopGroup group) {
		C channel = this.loops.onChannel(type, this.loops.onClient(DEFAULT_NATIVE));
		this.opened.removeIf((former) -> former.closeFuture().isDone());
		this.opened.add(channel);
		return channel;
	}

	@Override
	public <C extends Channel> Class<? extends C> onChannelClass(Class<C> type, EventLoopGroup group) {
		return this.loops.onChannelClass(type, this.loops.onClient(DEFAULT_NATIVE));
	}

	@Override
	public EventLoopGroup onServer(boolean useNative) {
		return this.loops.onServer(useNative);
	}

	@Override
	public synchronized EventLoopGroup onClient(boolean useNative) {
		EventLoopGroup own = this.loop;
		if (own == null) {
			own = this.loops.onClient(useNative).next();
			this.loop = own;
		}
		return own;
	}

	@Override
	public boolean daemon() {
		return this.loops.daemon();
	}

}
