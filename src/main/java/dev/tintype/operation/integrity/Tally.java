package dev.tintype.operation.integrity;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts all findings and keeps the first ones.
 */
final class Tally {

	private final int most;

	private final List<String> first = new ArrayList<>();

	private long count;

	Tally(int most) {
		this.most = most;
	}

	void add(String finding) {
		this.count++;
		if (this.first.size() < this.most) {
			this.first.add(finding);
		}
	}

	long count() {
		return this.count;
	}

	List<String> first() {
		return List.copyOf(this.first);
	}

}
