package dev.tintype.data.change;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The latest changes, in memory.
 */
final class ChangeRing {

	/** About 10 MB: an id takes 36 bytes. */
	private static final int MOST_WEIGHT = 250_000;

	private final Deque<LoggedChange> changes = new ArrayDeque<>();

	private int weight;

	private ChangePosition begin;

	private ChangePosition end;

	/**
	 * Creates a ring without changes.
	 * @param begin where it begins and ends
	 */
	ChangeRing(ChangePosition begin) {
		this.begin = begin;
		this.end = begin;
	}

	synchronized ChangePosition end() {
		return this.end;
	}

	/**
	 * Adds changes, and drops the oldest ones if there are too many.
	 * @param more in order, behind the end
	 * @param until where the ring ends afterwards
	 */
	synchronized void add(List<LoggedChange> more, ChangePosition until) {
		for (LoggedChange change : more) {
			this.changes.addLast(change);
			this.weight += change.weight();
		}
		this.end = until;
		while (this.weight > MOST_WEIGHT) {
			LoggedChange oldest = this.changes.removeFirst();
			this.weight -= oldest.weight();
			this.begin = oldest.position();
		}
	}

	/**
	 * Finds the changes after a position.
	 * @param topics words; empty for all
	 * @param limit the most changes
	 * @return the changes, and where to continue; null if the ring begins later
	 */
	synchronized @Nullable ChangePage after(ChangePosition after, Set<String> topics, int limit) {
		if (this.begin.isAfter(after)) {
			return null;
		}
		List<LoggedChange> found = new ArrayList<>();
		Iterator<LoggedChange> newest = this.changes.descendingIterator();
		while (newest.hasNext()) {
			LoggedChange change = newest.next();
			if (!change.position().isAfter(after)) {
				break;
			}
			if (topics.isEmpty() || topics.contains(change.topic())) {
				found.add(change);
			}
		}
		Collections.reverse(found);
		boolean isCut = found.size() > limit;
		List<LoggedChange> page = isCut ? List.copyOf(found.subList(0, limit)) : found;
		return new ChangePage(page, isCut ? page.get(limit - 1).position() : this.end.max(after), isCut);
	}

}
