package dev.tintype.caption;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

import dev.tintype.support.Ids;
import org.jspecify.annotations.Nullable;

/**
 * One chunk of captions on its way into the tables, column by column, since a chunk is
 * one statement.
 *
 * @param drafts saveable, in the order of the batch
 * @param captionIds their ids, ascending in that order
 * @param operationId the save that they belong to
 * @param recorded whether the save has a row among the operations
 * @param overwrite whether rank is ignored
 */
record CaptionWrite(List<CaptionDraft> drafts, List<UUID> captionIds, UUID operationId, boolean recorded,
		boolean overwrite) {

	/**
	 * A chunk to write.
	 * @param drafts saveable, at least one
	 * @param operation the save that they belong to
	 * @return with an id for each
	 */
	static CaptionWrite of(List<CaptionDraft> drafts, CaptionOperation operation) {
		return new CaptionWrite(drafts, drafts.stream().map((draft) -> Ids.next()).toList(), operation.operationId(),
				operation.recorded(), operation.overwrite());
	}

	UUID[] imageIds() {
		return this.drafts.stream().map((draft) -> Objects.requireNonNull(draft.imageId())).toArray(UUID[]::new);
	}

	/** Each image once, sorted: all writers take their locks in this one order. */
	UUID[] lockOrder() {
		return this.drafts.stream()
			.map((draft) -> Objects.requireNonNull(draft.imageId()))
			.distinct()
			.sorted(Ids.ORDER)
			.toArray(UUID[]::new);
	}

	String[] texts() {
		return this.drafts.stream().map(CaptionDraft::text).toArray(String[]::new);
	}

	String[] sources() {
		return this.drafts.stream().map((draft) -> draft.source().word()).toArray(String[]::new);
	}

	/** An empty text stands for none: a driver refuses null in an array. */
	String[] models() {
		return this.drafts.stream()
			.map((draft) -> Objects.requireNonNullElse(draft.model(), ""))
			.toArray(String[]::new);
	}

	Integer[] ranks() {
		return this.drafts.stream().map((draft) -> draft.source().rank()).toArray(Integer[]::new);
	}

	Instant now() {
		return Ids.createdAt(this.captionIds.get(0));
	}

	/** The source that all items share, an empty text when they differ. */
	String commonSource() {
		return common((draft) -> draft.source().word());
	}

	/** The model that all items share, an empty text when they differ or have none. */
	String commonModel() {
		return common(CaptionDraft::model);
	}

	private String common(Function<CaptionDraft, @Nullable String> value) {
		String first = value.apply(this.drafts.get(0));
		boolean all = this.drafts.stream().allMatch((draft) -> Objects.equals(value.apply(draft), first));
		return (all && first != null) ? first : "";
	}

}
