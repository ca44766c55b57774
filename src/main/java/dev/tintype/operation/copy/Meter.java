package dev.tintype.operation.copy;

/**
 * Counts the rows of a step and reports them at intervals.
 */
public final class Meter {

	private static final int EVERY = 1_000;

	private final ArchiveProgress progress;

	private final ArchiveProgress.Step step;

	private final long total;

	private long rows;

	private long told;

	public Meter(ArchiveProgress progress, ArchiveProgress.Step step, long total) {
		this.progress = progress;
		this.step = step;
		this.total = total;
	}

	public void add(long more) {
		this.rows += more;
		if (this.rows - this.told >= EVERY) {
			tell();
		}
	}

	public void tell() {
		this.told = this.rows;
		this.progress.at(this.step, this.rows, this.total);
	}

}
