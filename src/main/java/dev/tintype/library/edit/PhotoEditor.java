package dev.tintype.library.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import dev.tintype.library.tier.EmbeddedColumns;
import dev.tintype.library.version.Action;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.Assets;
import dev.tintype.library.version.History;
import dev.tintype.library.version.HistoryEntry;
import dev.tintype.library.version.Tier;
import dev.tintype.library.version.Version;
import dev.tintype.library.version.Versions;
import dev.tintype.support.Ids;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import dev.tintype.web.http.Requests;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Component;

/**
 * Writes edited photos with their history.
 */
@Component
public class PhotoEditor {

	private final Assets assets;

	private final Versions versions;

	private final History history;

	PhotoEditor(Assets assets, Versions versions, History history) {
		this.assets = assets;
		this.versions = versions;
		this.history = history;
	}

	/**
	 * Edits a photo in one transaction.
	 * @param wanted the etags of {@code If-Match}, empty for any state
	 * @param edit receives the locked photo; it may run more than once
	 * @return the operation, after the commit. It fails with a problem of type
	 * {@code NOT_FOUND}, {@code CONFLICT} or {@code PRECONDITION_FAILED}
	 */
	Mono<Operation> edit(UUID photoId, List<String> wanted, Function<Version, Mono<Version>> edit) {
		return this.assets.ofPhotos(List.of(photoId))
			.flatMap((found) -> Mono.justOrEmpty(found.get(photoId)))
			.switchIfEmpty(Requests.missing(photoId))
			.flatMap((assetId) -> this.assets.change(List.of(assetId), (locked) -> {
				Version photo = locked.isEmpty() ? null : locked.get(0).version(photoId);
				if (photo == null) {
					return Requests.missing(photoId);
				}
				String refusal = refusal(locked.get(0), photo);
				if (refusal != null) {
					return Mono.error(new ProblemException(ProblemType.CONFLICT, refusal));
				}
				if (!wanted.isEmpty() && !wanted.contains("*") && !wanted.contains("\"" + photo.revision() + "\"")) {
					return Mono.error(new ProblemException(ProblemType.PRECONDITION_FAILED,
							"The photo has changed since it was read."));
				}
				UUID operationId = Ids.next();
				return edit.apply(photo)
					.flatMap((edited) -> write(List.of(new Edit(photo, edited)), operationId, null))
					.map((changed) -> new Operation((changed > 0) ? operationId : null));
			}));
	}

	/**
	 * Tells why a photo cannot be edited.
	 * @return null if it can
	 */
	static @Nullable String refusal(Asset asset, Version photo) {
		if (asset.isTrashed()) {
			return "The asset is in the trash.";
		}
		return photo.id().equals(asset.best().id()) ? null : "The asset has a photo in a higher tier.";
	}

	/**
	 * Writes edited photos and their history in the caller's transaction.
	 * @param operationId by which the edits can be undone, or null
	 * @param details for the history, or null
	 * @return how many of them have changed
	 */
	public Mono<Integer> write(List<Edit> edits, @Nullable UUID operationId, @Nullable String details) {
		List<Version> changed = new ArrayList<>();
		List<HistoryEntry> entries = new ArrayList<>();
		for (Edit edit : edits) {
			JsonNode fields = FieldChanges.between(edit.before(), edit.after());
			JsonNode ai = FieldChanges.ofModel(edit.before(), edit.after());
			if (fields != null) {
				entries.add(entry(edit, Action.METADATA_UPDATED, fields, operationId, details));
			}
			if (ai != null) {
				entries.add(entry(edit, Action.AI_PROCESSED, ai, operationId, details));
			}
			if (fields != null || ai != null) {
				changed.add(edit.embedded());
			}
		}
		return changed.isEmpty() ? Mono.just(0)
				: this.versions.update(changed).then(this.history.write(entries)).thenReturn(changed.size());
	}

	private static HistoryEntry entry(Edit edit, Action action, JsonNode changes, @Nullable UUID operationId,
			@Nullable String details) {
		return new HistoryEntry(edit.before().assetId(), edit.before().id(), action, details, changes, operationId);
	}

	/**
	 * A photo before and after an edit.
	 */
	public record Edit(Version before, Version after) {

		/**
		 * Tells whether the edit changes anything.
		 */
		boolean isChange() {
			return FieldChanges.between(this.before, this.after) != null
					|| FieldChanges.ofModel(this.before, this.after) != null;
		}

		// The file of a gold photo no longer has the data of the row. The caption does
		// not
		// matter here, because no edit changes it.
		Version embedded() {
			boolean same = EmbeddedColumns.of(this.before, "").equals(EmbeddedColumns.of(this.after, ""));
			return (same || this.after.tier() != Tier.GOLD) ? this.after
					: this.after.toBuilder().embedded(false).build();
		}

	}

	/**
	 * An edit that was written.
	 *
	 * @param operationId by which it can be undone, null if nothing has changed
	 */
	record Operation(@Nullable UUID operationId) {
	}

}
