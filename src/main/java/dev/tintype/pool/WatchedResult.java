package dev.tintype.pool;

import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.RowMetadata;
import org.reactivestreams.Publisher;

/**
 * A result on a watched connection: its rows are read and mapped in the connection's
 * lane, whichever thread asks for them.
 */
final class WatchedResult implements Result {

	private final Result result;

	private final Watch watch;

	WatchedResult(Result result, Watch watch) {
		this.result = result;
		this.watch = watch;
	}

	@Override
	public Publisher<Long> getRowsUpdated() {
		return this.watch.over(this.result.getRowsUpdated());
	}

	@Override
	public <T> Publisher<T> map(BiFunction<Row, RowMetadata, ? extends T> mapping) {
		return this.watch.over(this.result.map(mapping));
	}

	@Override
	public <T> Publisher<T> map(Function<? super Readable, ? extends T> mapping) {
		return this.watch.over(this.result.map(mapping));
	}

	@Override
	public Result filter(Predicate<Segment> filter) {
		return new WatchedResult(this.result.filter(filter), this.watch);
	}

	@Override
	public <T> Publisher<T> flatMap(Function<Segment, ? extends Publisher<? extends T>> mapping) {
		return this.watch.over(this.result.flatMap(mapping));
	}

}
