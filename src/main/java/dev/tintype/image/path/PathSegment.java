package dev.tintype.image.path;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * One segment of {@link SegmentedPaths}, which evicts paths by the clock algorithm.
 * Writers lock it. Readers do not lock, since a lock makes the processor wait for memory
 * once per id instead of once per batch. They read a version before and after; it is odd
 * during a write. Only if it has changed do they read again under the lock.
 */
final class PathSegment {

	private static final VarHandle VERSION;

	static {
		try {
			VERSION = MethodHandles.lookup().findVarHandle(PathSegment.class, "version", int.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	/**
	 * The overhead of a byte array: its header, and the average rounding of its length.
	 */
	private static final int ARRAY_BYTES = 20;

	private static final int FIRST_SLOTS = 16;

	private final long capacity;

	private volatile int stamp;

	private volatile int size;

	private volatile long bytes;

	private int hand;

	@SuppressWarnings("UnusedVariable")
	private int version;

	private PathTable table = new PathTable(FIRST_SLOTS);

	PathSegment(long capacity) {
		this.capacity = capacity;
	}

	int stamp() {
		return this.stamp;
	}

	int size() {
		return this.size;
	}

	long bytes() {
		return this.bytes;
	}

	byte @Nullable [] get(long high, long low) {
		int before = (int) VERSION.getAcquire(this);
		byte[] path = read(high, low);
		VarHandle.loadLoadFence();
		return ((before & 1) == 0 && before == (int) VERSION.getOpaque(this)) ? path : getBehindLock(high, low);
	}

	private synchronized byte @Nullable [] getBehindLock(long high, long low) {
		return read(high, low);
	}

	private byte @Nullable [] read(long high, long low) {
		PathTable here = this.table;
		int slot = here.slot(high, low);
		byte[] path = here.path(slot);
		if (path != null && !here.isAsked(slot)) {
			// If a writer moves the entry, another path only stays for one more round.
			here.ask(slot, true);
		}
		return path;
	}

	synchronized void put(long high, long low, byte[] path, int known) {
		if (known != this.stamp || (high | low) == 0 || this.table.path(this.table.slot(high, low)) != null) {
			return;
		}
		beginWriting();
		long needed = ARRAY_BYTES + path.length;
		while (this.size > 0 && this.bytes + needed + growth() > this.capacity) {
			evict();
		}
		if (this.bytes + needed + growth() <= this.capacity) {
			if (isFull()) {
				this.bytes += growth();
				this.table = this.table.copy(2 * this.table.slots());
			}
			this.table.set(this.table.slot(high, low), high, low, path);
			this.size++;
			this.bytes += needed;
		}
		endWriting();
	}

	synchronized void forget(long high, long low) {
		this.stamp++;
		int slot = this.table.slot(high, low);
		if (this.table.path(slot) != null) {
			beginWriting();
			remove(slot);
			endWriting();
		}
	}

	synchronized void clear() {
		this.stamp++;
		beginWriting();
		this.size = 0;
		this.bytes = 0;
		this.hand = 0;
		this.table = new PathTable(FIRST_SLOTS);
		endWriting();
	}

	// No later write becomes visible before this one.
	private void beginWriting() {
		VERSION.setOpaque(this, (int) VERSION.getOpaque(this) + 1);
		VarHandle.storeStoreFence();
	}

	private void endWriting() {
		VERSION.setRelease(this, (int) VERSION.getOpaque(this) + 1);
	}

	private boolean isFull() {
		return (this.size + 1) * 4 > this.table.slots() * 3;
	}

	// The first table is too small to be counted.
	private long growth() {
		return isFull() ? (long) PathTable.SLOT_BYTES * this.table.slots() : 0;
	}

	// At most one round: it clears every mark, so the second round finds a path.
	private void evict() {
		int mask = this.table.slots() - 1;
		while (this.table.path(this.hand) == null || this.table.isAsked(this.hand)) {
			this.table.ask(this.hand, false);
			this.hand = (this.hand + 1) & mask;
		}
		remove(this.hand);
	}

	private void remove(int slot) {
		this.size--;
		this.bytes -= ARRAY_BYTES + Objects.requireNonNull(this.table.path(slot)).length;
		this.table.remove(slot);
	}

}
