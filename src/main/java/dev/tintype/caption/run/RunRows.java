package dev.tintype.caption.run;

import java.util.List;

import dev.tintype.web.listing.Key;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Orders;
import dev.tintype.web.listing.Rows;
import dev.tintype.web.listing.Slice;
import reactor.core.publisher.Mono;

/**
 * The listing of runs with their progress.
 */
record RunRows(Rows<Run> runs, RunProgress progress) implements Rows<RunStatus> {

	/** As {@link RunRepository#NEWEST}. */
	static final Orders<RunStatus> ORDERS = Orders
		.of(Order.of("newest", Key.<RunStatus>id("r.run_id", RunStatus::runId).down()));

	@Override
	public Mono<List<RunStatus>> page(Slice<RunStatus> slice) {
		return this.runs.page(new Slice<>(RunRepository.NEWEST, slice.after(), slice.limit(), slice.offset()))
			.flatMap(this.progress::of);
	}

	@Override
	public Mono<Long> count() {
		return this.runs.count();
	}

}
