package dev.tintype.image.path;

import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;

import dev.tintype.image.root.ImageSettings;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.stereotype.Component;

/**
 * Caches the paths of images that requests have asked for. Code that changes or deletes
 * an image must remove its path between the commit and the response.
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
	 * @param unknown the number of lookups that need the database
	 */
	void count(int asked, int unknown) {
		this.hits.add(asked - unknown);
		this.misses.add(unknown);
	}

	/**
	 * Removes the path of an image.
	 * @param id of the image
	 */
	public void forget(UUID id) {
		this.cache.forget(id);
	}

	/** Removes all paths. */
	public void forgetAll() {
		this.cache.clear();
	}

	@Override
	public void bindTo(MeterRegistry meters) {
		Gauge.builder("tintype.paths.cache.size", this.cache, SegmentedPaths::size)
			.description("Paths in the cache")
			.register(meters);
		Gauge.builder("tintype.paths.cache.memory", this.cache, SegmentedPaths::bytes)
			.baseUnit("bytes")
			.description("Memory of the paths in the cache")
			.register(meters);
		Gauge.builder("tintype.paths.cache.open", this.cache, (asked) -> asked.isOpen() ? 1 : 0)
			.description("1 while the instance receives changes of other instances, else 0 (the cache is empty)")
			.register(meters);
		FunctionCounter.builder("tintype.paths.cache.hits", this.hits, LongAdder::sum)
			.description("Ids whose path was in the cache")
			.register(meters);
		FunctionCounter.builder("tintype.paths.cache.misses", this.misses, LongAdder::sum)
			.description("Ids whose path was read from the database")
			.register(meters);
	}

}
