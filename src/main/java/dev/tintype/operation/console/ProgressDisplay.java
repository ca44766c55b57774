package dev.tintype.operation.console;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.function.LongSupplier;

import dev.tintype.operation.copy.ArchiveProgress;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows a progress bar on a terminal for work that takes longer than a second.
 */
public final class ProgressDisplay implements ArchiveProgress, AutoCloseable {

	private static final long PATIENCE = Duration.ofSeconds(1).toNanos();

	private static final int WIDTH = 79;

	private final PrintWriter err;

	private final boolean visible;

	private final LongSupplier nanoseconds;

	private @Nullable String task;

	private long begin;

	private @Nullable ProgressBar bar;

	/**
	 * Creates the display of one command.
	 */
	ProgressDisplay(PrintWriter err, boolean visible) {
		this(err, visible, System::nanoTime);
	}

	/**
	 * Creates the display of one command, with a given clock.
	 * @param err receives the bar
	 * @param visible whether to show it
	 * @param nanoseconds the clock
	 */
	public ProgressDisplay(PrintWriter err, boolean visible, LongSupplier nanoseconds) {
		this.err = err;
		this.visible = visible;
		this.nanoseconds = nanoseconds;
	}

	@Override
	public void at(Step step, long rows, long ofRows) {
		at(step.name().charAt(0) + step.name().substring(1).toLowerCase(Locale.ROOT), rows, ofRows);
	}

	/**
	 * Shows the progress of a task.
	 * @param name of the task; a new name starts a new bar
	 * @param done how much is done
	 * @param total how much there is
	 */
	public void at(String name, long done, long total) {
		if (!this.visible) {
			return;
		}
		if (!name.equals(this.task)) {
			close();
			this.task = name;
			this.begin = this.nanoseconds.getAsLong();
		}
		if (this.bar == null && this.nanoseconds.getAsLong() - this.begin > PATIENCE) {
			this.bar = new ProgressBarBuilder().setTaskName(name)
				.setInitialMax(total)
				.setStyle(ProgressBarStyle.ASCII)
				.showSpeed()
				.setConsumer(new DelegatingProgressBarConsumer(this::show, WIDTH))
				.build();
		}
		if (this.bar != null) {
			this.bar.maxHint(total).stepTo(done);
		}
	}

	private void show(String line) {
		this.err.print("\r" + line);
		this.err.flush();
	}

	@Override
	public void close() {
		if (this.bar != null) {
			Objects.requireNonNull(this.bar).close();
			this.err.println();
			this.bar = null;
		}
	}

}
