package dev.tintype.image.path;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.tintype.support.Ids;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SegmentedPathsTests {

	private static final long AMPLE = 64 << 20;

	private final UUID id = Ids.next();

	@Test
	void storedPathIsFound() {
		SegmentedPaths cache = opened(AMPLE);
		put(cache, this.id, "/a");
		assertThat(get(cache, this.id)).isEqualTo("/a");
		assertThat(get(cache, Ids.next())).isNull();
		assertThat(cache.size()).isEqualTo(1);
	}

	@Test
	void closedCacheFindsAndStoresNothing() {
		SegmentedPaths cache = new SegmentedPaths(AMPLE);
		put(cache, this.id, "/a");
		assertThat(get(cache, this.id)).isNull();
		cache.open();
		assertThat(get(cache, this.id)).isNull();
		put(cache, this.id, "/a");
		cache.close();
		assertThat(get(cache, this.id)).isNull();
		cache.open();
		assertThat(get(cache, this.id)).isNull();
	}

	@Test
	void pathReadBeforeItsRemovalIsNotStored() {
		SegmentedPaths cache = opened(AMPLE);
		List<Runnable> changes = List.of(() -> cache.forget(this.id), cache::clear, cache::open, () -> {
			cache.close();
			cache.open();
		});
		for (Runnable change : changes) {
			int stamp = stamp(cache, this.id);
			change.run();
			put(cache, this.id, "/old", stamp);
			assertThat(get(cache, this.id)).isNull();
		}
		put(cache, this.id, "/new");
		assertThat(get(cache, this.id)).isEqualTo("/new");
	}

	@Test
	void cacheBehavesLikeMapWhileThereIsSpace() {
		SegmentedPaths cache = opened(AMPLE);
		Random random = new Random(1);
		List<UUID> ids = new ArrayList<>();
		for (int i = 0; i < 20_000; i++) {
			ids.add((i % 2 == 0) ? Ids.next() : new UUID(random.nextLong(), random.nextLong()));
		}
		Map<UUID, String> model = new HashMap<>();
		for (int i = 0; i < 200_000; i++) {
			UUID one = ids.get(random.nextInt(ids.size()));
			if (random.nextInt(3) == 0) {
				cache.forget(one);
				model.remove(one);
			}
			else if (model.putIfAbsent(one, "/" + i) == null) {
				put(cache, one, "/" + i);
			}
		}
		assertThat(ids).allSatisfy((one) -> assertThat(get(cache, one)).isEqualTo(model.get(one)));
		assertThat(cache.size()).isEqualTo(model.size());
		model.keySet().forEach(cache::forget);
		assertThat(cache.size()).isZero();
	}

	@Test
	void cacheNeverExceedsItsCapacity() {
		long capacity = 1 << 20;
		SegmentedPaths cache = opened(capacity);
		Map<UUID, String> all = new HashMap<>();
		for (int i = 0; i < 50_000; i++) {
			UUID one = Ids.next();
			String path = "/folder/" + "x".repeat(i % 200) + i;
			all.put(one, path);
			put(cache, one, path);
			assertThat(cache.bytes()).isLessThanOrEqualTo(capacity);
		}
		assertThat(cache.bytes()).isGreaterThan(capacity / 2);
		long found = all.keySet().stream().filter((one) -> get(cache, one) != null).count();
		assertThat(found).isEqualTo(cache.size());
		assertThat(all).allSatisfy((one, path) -> assertThat(get(cache, one)).isIn(null, path));
	}

	@Test
	void requestedPathsStayWhileOthersAreEvicted() {
		SegmentedPaths cache = opened(1 << 20);
		List<UUID> wanted = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			wanted.add(Ids.next());
			put(cache, wanted.get(i), "/wanted/" + i);
		}
		for (int i = 0; i < 50_000; i++) {
			put(cache, Ids.next(), "/passing/" + i);
			if (i % 100 == 0) {
				wanted.forEach((one) -> get(cache, one));
			}
		}
		assertThat(wanted).allSatisfy((one) -> assertThat(get(cache, one)).isNotNull());
	}

	@Test
	void readersNeverSeeAnotherPathDuringWrites() throws InterruptedException {
		SegmentedPaths cache = opened(100_000);
		List<UUID> ids = new ArrayList<>();
		for (int i = 0; i < 3_000; i++) {
			ids.add(Ids.next());
		}
		AtomicBoolean done = new AtomicBoolean();
		Thread writer = new Thread(() -> {
			Random random = new Random(5);
			for (int i = 0; i < 600_000; i++) {
				UUID one = ids.get(random.nextInt(ids.size()));
				if (i % 5 == 0) {
					cache.forget(one);
				}
				else {
					put(cache, one, "/" + one);
				}
				if (i % 100_000 == 0) {
					cache.clear();
				}
			}
			done.set(true);
		});
		writer.start();
		Random random = new Random(6);
		long found = 0;
		while (!done.get()) {
			UUID one = ids.get(random.nextInt(ids.size()));
			String path = get(cache, one);
			assertThat(path == null || path.equals("/" + one)).isTrue();
			found += (path != null) ? 1 : 0;
		}
		writer.join();
		assertThat(found).isPositive();
	}

	@Test
	void cacheWithoutCapacityStaysEmpty() {
		SegmentedPaths cache = opened(0);
		put(cache, this.id, "/a");
		assertThat(get(cache, this.id)).isNull();
		assertThat(cache.bytes()).isZero();
	}

	private static SegmentedPaths opened(long capacity) {
		SegmentedPaths cache = new SegmentedPaths(capacity);
		cache.open();
		return cache;
	}

	private static void put(SegmentedPaths cache, UUID id, String path) {
		put(cache, id, path, stamp(cache, id));
	}

	private static void put(SegmentedPaths cache, UUID id, String path, int stamp) {
		cache.put(id.getMostSignificantBits(), id.getLeastSignificantBits(), path.getBytes(StandardCharsets.UTF_8),
				stamp);
	}

	private static int stamp(SegmentedPaths cache, UUID id) {
		return cache.stamp(id.getMostSignificantBits(), id.getLeastSignificantBits());
	}

	private static @Nullable String get(SegmentedPaths cache, UUID id) {
		byte[] path = cache.get(id.getMostSignificantBits(), id.getLeastSignificantBits());
		return (path != null) ? new String(path, StandardCharsets.UTF_8) : null;
	}

}
