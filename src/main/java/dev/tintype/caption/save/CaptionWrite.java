package dev.tintype.caption.save;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;

import dev.tintype.caption.save.CaptionResult.Status;
import dev.tintype.caption.save.CurrentCaptions.Move;
import dev.tintype.data.change.Change;
import dev.tintype.data.change.ChangeKind;
import dev.tintype.data.change.ChangeTopic;
import dev.tintype.support.AnyCase;
import dev.tintype.support.Ids;
import org.jspecify.annotations.Nullable;

/**
 * A chunk of captions, whose columns become the arrays of one statement.
 *
 * @param drafts saveable
 * @param captionIds their ids, which ascend in the order of the batch
 * @param now the time of the save
 */
public record CaptionWrite(List<CaptionDraft> drafts, List<UUID> captionIds, Instant now, CaptionOperation operation) {

	/**
	 * Creates a chunk and the ids of its captions.
	 * @param drafts saveable, at least one, in the order of the batch
	 * @return the chunk
	 */
	public static CaptionWrite of(List<CaptionDraft> drafts, CaptionOperation operation) {
		List<UUID> captionIds = drafts.stream().map((draft) -> Ids.next()).toList();
		return new CaptionWrite(drafts, captionIds, Ids.createdAt(captionIds.get(0)), operation);
	}

	/**
	 * Selects some of the captions.
	 * @param places their positions, at least one
	 * @return the captions, in the order of the positions
	 */
	CaptionWrite only(List<Integer> places) {
		return new CaptionWrite(places.stream().map(this.drafts::get).toList(),
				places.stream().map(this.captionIds::get).toList(), this.now, this.operation);
	}

	/**
	 * Divides the captions into layers that contain each image at most once.
	 * @return the positions of each layer, sorted by image, which is the lock order of
	 * all writers; later captions of an image are in later layers
	 */
	List<List<Integer>> layers() {
		List<Integer> sorted = IntStream.range(0, this.drafts.size())
			.boxed()
			.sorted(Comparator.comparing(this::imageId, Ids.ORDER))
			.toList();
		List<List<Integer>> layers = new ArrayList<>();
		int depth = 0;
		UUID previous = null;
		for (Integer place : sorted) {
			depth = imageId(place).equals(previous) ? depth + 1 : 0;
			previous = imageId(place);
			if (depth == layers.size()) {
				layers.add(new ArrayList<>(sorted.size()));
			}
			layers.get(depth).add(place);
		}
		return layers;
	}

	UUID[] imageIds() {
		return IntStream.range(0, this.drafts.size()).mapToObj(this::imageId).toArray(UUID[]::new);
	}

	/** A cleared caption has an empty text, since a driver refuses null in an array. */
	String[] texts() {
		return this.drafts.stream().map(CaptionDraft::text).toArray(String[]::new);
	}

	String[] foldedTexts() {
		return AnyCase.fold(texts());
	}

	String[] sources() {
		return this.drafts.stream().map((draft) -> draft.source().word()).toArray(String[]::new);
	}

	/** An empty text means no model, since a driver refuses null in an array. */
	String[] models() {
		return this.drafts.stream()
			.map((draft) -> Objects.requireNonNullElse(draft.model(), ""))
			.toArray(String[]::new);
	}

	Integer[] ranks() {
		return this.drafts.stream().map(CaptionDraft::rank).toArray(Integer[]::new);
	}

	/** The source of all items, an empty text when they differ. */
	String commonSource() {
		return common((draft) -> draft.source().word());
	}

	/** The model of all items, an empty text when they differ or have none. */
	String commonModel() {
		return common(CaptionDraft::model);
	}

	private UUID imageId(int place) {
		return Objects.requireNonNull(this.drafts.get(place).imageId());
	}

	private String common(Function<CaptionDraft, @Nullable String> value) {
		String first = value.apply(this.drafts.get(0));
		boolean all = this.drafts.stream().allMatch((draft) -> Objects.equals(value.apply(draft), first));
		return (all && first != null) ? first : "";
	}

	/**
	 * Decides the status of each item on H2, by the same rules as the statement for
	 * PostgreSQL.
	 */
	static final class Judgement {

		private final CaptionWrite write;

		private final List<Status> statuses = new ArrayList<>();

		/** The positions of the captions that go into the history. */
		private final List<Integer> written = new ArrayList<>();

		/** The former caption by position, the nil id for none. */
		private final Map<Integer, UUID> replaces = new HashMap<>();

		/** The position of each image's new current caption. */
		private final Map<UUID, Integer> current = new LinkedHashMap<>();

		Judgement(CaptionWrite write, Map<UUID, LockedImage> locked) {
			this.write = write;
			Map<UUID, LockedImage> now = new HashMap<>(locked);
			for (int i = 0; i < write.drafts().size(); i++) {
				CaptionDraft draft = write.drafts().get(i);
				LockedImage before = now.get(draft.imageId());
				if (before == null) {
					this.statuses.add(Status.MISSING);
					continue;
				}
				this.written.add(i);
				this.replaces.put(i, Objects.requireNonNullElse(before.captionId(), CurrentCaptions.NIL));
				boolean becomesCurrent = write.operation().overwrite() || draft.rank() >= before.rank();
				this.statuses.add(becomesCurrent ? Status.SAVED : Status.KEPT);
				if (becomesCurrent) {
					now.put(before.imageId(),
							new LockedImage(before.imageId(), write.captionIds().get(i), draft.rank()));
					this.current.put(before.imageId(), i);
				}
			}
		}

		boolean isEmpty() {
			return this.written.isEmpty();
		}

		List<Status> statuses() {
			return this.statuses;
		}

		/** The captions that go into the history. */
		CaptionWrite written() {
			return this.write.only(this.written);
		}

		Instant now() {
			return this.write.now();
		}

		/** The new current captions. */
		List<Move> moves() {
			return this.current.values().stream().map(this::move).toList();
		}

		private Move move(int place) {
			CaptionDraft draft = this.write.drafts().get(place);
			UUID replaced = Objects.requireNonNull(this.replaces.get(place));
			return new Move(Objects.requireNonNull(draft.imageId()), this.write.captionIds().get(place),
					draft.text().isEmpty() ? null : draft.text(), draft.source(), draft.model(),
					replaced.equals(CurrentCaptions.NIL) ? null : replaced);
		}

		/** By the same rules as the statement for PostgreSQL. */
		Change change() {
			CaptionWrite saved = written();
			boolean isCleared = Arrays.stream(saved.texts()).allMatch(String::isEmpty);
			ChangeKind kind = this.current.isEmpty() ? ChangeKind.KEPT : ChangeKind.CAPTIONED;
			return Change
				.of(ChangeTopic.CAPTIONS, isCleared ? ChangeKind.CLEARED : kind,
						Arrays.stream(saved.imageIds()).distinct().toList())
				.by(saved.operation().operationId());
		}

		long count(Status status) {
			return this.statuses.stream().filter(status::equals).count();
		}

		Boolean[] kept() {
			return this.written.stream()
				.map((place) -> this.statuses.get(place) == Status.KEPT)
				.toArray(Boolean[]::new);
		}

		UUID[] replaces() {
			return this.written.stream().map(this.replaces::get).toArray(UUID[]::new);
		}

	}

}
