package dev.tintype.data.pool;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.RowMetadata;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/**
 * A result on a watched connection. Its rows are read and mapped in the connection's
 * lane, whichever thread requests them.
 */
final class WatchedResult implements Result {

	private final Result result;

	private final Watch watch;

	private final AtomicBoolean read;

	WatchedResult(Result result, Watch watch) {
		this(result, watch, new AtomicBoolean());
	}

	private WatchedResult(Result result, Watch watch, AtomicBoolean read) {
		this.result = result;
		this.watch = watch;
		this.read = read;
	}

	boolean isRead() {
		return this.read.get();
	}

	/**
	 * Lets the driver discard the result if nobody has begun to read it. Called in the
	 * lane.
	 */
	void giveUp() {
		if (!isRead()) {
			Flux.from(map((row) -> true)).subscribe((row) -> {
			}, (error) -> {
			}).dispose();
		}
	}

	private <T> Flux<T> over(Publisher<T> rows) {
		return this.watch.over((subscriber) -> {
			this.read.set(true);
			rows.subscribe(subscriber);
		});
	}

	@Override
	public Publisher<Long> getRowsUpdated() {
		return over(this.result.getRowsUpdated());
	}

	@Override
	public <T> Publisher<T> map(BiFunction<Row, RowMetadata, ? extends T> mapping) {
		return over(this.result.map(mapping));
	}

	@Override
	public <T> Publisher<T> map(Function<? super Readable, ? extends T> mapping) {
		return over(this.result.map(mapping));
	}

	@Override
	public Result filter(Predicate<Segment> filter) {
		return new WatchedResult(this.result.filter(filter), this.watch, this.read);
	}

	@Override
	public <T> Publisher<T> flatMap(Function<Segment, ? extends Publisher<? extends T>> mapping) {
		return over(this.result.flatMap(mapping));
	}

}
