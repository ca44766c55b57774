package dev.tintype.image.path;

import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;

import dev.tintype.image.registry.ImageSettings;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.stereotype.Component;

/**
 * Caches the paths that were asked for before. Code that changes or deletes an image
 * tells the cache between the commit and the answer.
 */
@Component
public class PathCache implements MeterBinder {

	private final SegmentedPaths cache;

	private final LongAdder hits = new LongAdder();

	private final LongAdder misses = new LongAdder();

	PathCache(ImageSettings settings) {
		this.cache = new SegmentedPaths(settings.pathCache().toBytes());
	}

	SegmentedPaths cache() {
		return this.cache;
	}

	/**
	 * Counts lookups.
	 * @param unknown how many of them the database has to be asked for
	 */
	void count(int asked, int unknown) {
		this.hits.add(asked - unknown);
		this.misses.add(unknown);
	}

	/**
	 * Forgets the path of an image.
	 * @param id of the image
	 */
	public void forget(UUID id) {
		this.cache.forget(id);
	}

	/** Forgets all paths. */
	public void forgetAll() {
		this.cache.clear();
	}

	@Override
	public void bindTo(MeterRegistry meters) {
		Gauge.builder("tintype.paths.cache.size", this.cache, SegmentedPaths::size)
			.description("Paths that are known without asking the database")
			.register(meters);
		Gauge.builder("tintype.paths.cache.memory", this.cache, SegmentedPaths::bytes)
			.baseUnit("bytes")
			.description("What they take up")
			.register(meters);
		Gauge.builder("tintype.paths.cache.open", this.cache, (asked) -> asked.isOpen() ? 1 : 0)
			.description("1 while changes by other instances are heard of, else 0, and then nothing is known")
			.register(meters);
		FunctionCounter.builder("tintype.paths.cache.hits", this.hits, LongAdder::sum)
			.description("Ids whose path was known")
			.register(meters);
		FunctionCounter.builder("tintype.paths.cache.misses", this.misses, LongAdder::sum)
			.description("Ids for whose path the database was asked")
			.register(meters);
	}

}
