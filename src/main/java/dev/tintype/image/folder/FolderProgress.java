package dev.tintype.image.folder;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the files of one registration.
 */
final class FolderProgress {

	private final AtomicLong met = new AtomicLong();

	private volatile boolean walked;

	private long done;

	/** Counts a file that the walk has found. */
	void meet() {
		this.met.incrementAndGet();
	}

	/** Records that the walk has found all files. */
	void end() {
		this.walked = true;
	}

	/**
	 * Numbers the events of a chunk.
	 */
	List<FileEvent> events(List<FileOutcome> outcomes) {
		Long total = this.walked ? this.met.get() : null;
		List<FileEvent> events = new ArrayList<>(outcomes.size());
		for (FileOutcome outcome : outcomes) {
			events.add(new FileEvent(outcome.kind(), ++this.done, total, outcome.image(), outcome.path(),
					outcome.reason()));
		}
		return events;
	}

}
