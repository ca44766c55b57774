package dev.tintype.imaging.decode;

import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;

import dev.tintype.imaging.work.Deadline;

/**
 * Stops an image reader at the deadline. It runs on the reader's own thread, because a
 * reader cannot be stopped from another thread.
 */
final class DeadlineListener implements IIOReadProgressListener {

	private final Deadline deadline;

	DeadlineListener(Deadline deadline) {
		this.deadline = deadline;
	}

	@Override
	public void imageProgress(ImageReader source, float percentageDone) {
		if (this.deadline.isOver()) {
			source.abort();
		}
	}

	@Override
	public void sequenceStarted(ImageReader source, int minIndex) {
	}

	@Override
	public void sequenceComplete(ImageReader source) {
	}

	@Override
	public void imageStarted(ImageReader source, int imageIndex) {
	}

	@Override
	public void imageComplete(ImageReader source) {
	}

	@Override
	public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {
	}

	@Override
	public void thumbnailProgress(ImageReader source, float percentageDone) {
	}

	@Override
	public void thumbnailComplete(ImageReader source) {
	}

	@Override
	public void readAborted(ImageReader source) {
	}

}
