package dev.tintype.data.pool;

import io.r2dbc.spi.Batch;
import io.r2dbc.spi.Result;
import org.reactivestreams.Publisher;

/**
 * A batch of statements of a watched connection.
 */
final class WatchedBatch implements Batch {

	private final Batch batch;

	private final Watch watch;

	WatchedBatch(Batch batch, Watch watch) {
		this.batch = batch;
		this.watch = watch;
	}

	@Override
	public Batch add(String sql) {
		this.batch.add(sql);
		return this;
	}

	@Override
	public Publisher<? extends Result> execute() {
		return this.watch.results(this.batch.execute());
	}

}
