package dev.tintype.caption.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.tintype.caption.edit.EditSelection.Selected;
import dev.tintype.caption.save.CaptionDraft;
import dev.tintype.web.http.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of edits on some captions.
 *
 * @param sample the first changes
 * @param drafts the captions to save, empty for several pages together
 */
record Edited(EditTally tally, List<Change> sample, List<CaptionDraft> drafts) {

	/** The outcome for no captions. */
	static final Edited NONE = new Edited(EditTally.NONE, List.of(), List.of());

	private static final int SAMPLE = 50;

	/**
	 * Edits a page of captions.
	 * @param until the time of {@link System#nanoTime} at which it gives up
	 * @throws ProblemException of type {@code INVALID_REQUEST} at that time
	 */
	static Edited of(EditRequest request, List<Selected> captions, long until) {
		EditTally tally = EditTally.NONE;
		List<Change> sample = new ArrayList<>();
		List<CaptionDraft> drafts = new ArrayList<>();
		for (Selected caption : captions) {
			if (until != Long.MAX_VALUE && System.nanoTime() - until > 0) {
				throw ProblemException.invalid("/edits", "take too long for these captions");
			}
			String after = request.edits().apply(caption.text());
			boolean empty = after.isEmpty();
			boolean same = after.equals(caption.text());
			tally = tally.plus(new EditTally((empty || same) ? 0 : 1, same ? 1 : 0, empty ? 1 : 0));
			if (!same && (!empty || request.allowsEmpty())) {
				String text = empty ? null : after;
				drafts.add(CaptionDraft.of(caption.imageId(), text, request.source(), caption.model()));
				if (sample.size() < SAMPLE) {
					sample.add(new Change(caption.imageId(), caption.text(), text));
				}
			}
		}
		return new Edited(tally, sample, drafts);
	}

	/**
	 * Adds the outcome of the next page.
	 */
	Edited plus(Edited next) {
		int room = Math.min(SAMPLE - this.sample.size(), next.sample().size());
		List<Change> both = new ArrayList<>(this.sample);
		both.addAll(next.sample().subList(0, room));
		return new Edited(this.tally.plus(next.tally()), both, List.of());
	}

	/**
	 * One change of the sample.
	 *
	 * @param after null if the caption is cleared
	 */
	record Change(UUID imageId, String before, @Nullable String after) {
	}

}
