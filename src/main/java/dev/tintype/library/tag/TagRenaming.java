package dev.tintype.library.tag;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.tintype.data.sql.Transactions;
import dev.tintype.library.version.Tags;
import dev.tintype.support.Ids;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import dev.tintype.web.http.Requests;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Renames a tag and the tags below it on all photos.
 *
 * <p>
 * First the new tags get rows without photos, which reserves their names. Then the photos
 * change in chunks, and each chunk changes the counts. At the end the old rows take the
 * places of the new ones, so that a renamed tag keeps its id. Counts belong to keys at
 * all times, so they stay exact whatever happens in between.
 */
@Component
class TagRenaming {

	private final TagRepository tags;

	private final TaggedPhotos photos;

	private final Transactions transactions;

	TagRenaming(TagRepository tags, TaggedPhotos photos, Transactions transactions) {
		this.tags = tags;
		this.photos = photos;
		this.transactions = transactions;
	}

	/**
	 * Renames a tag.
	 * @param name the new tag, normalised
	 * @param merge whether it may exist, and the tags below it
	 * @return the renamed tag; a problem of type {@code NOT_FOUND} or {@code CONFLICT}
	 */
	Mono<Renamed> rename(UUID id, String name, boolean merge) {
		return this.transactions
			.run(this.tags.find(id)
				.switchIfEmpty(Requests.missing(id))
				.flatMap((tag) -> this.tags.findBelow(key(tag))
					.collectList()
					.flatMap((below) -> reserve(new Plan(tag, below, name), merge))))
			.flatMap(this::move);
	}

	private static String key(Tag tag) {
		if (tag.key() == null) {
			throw new ProblemException(ProblemType.CONFLICT,
					"Another application has written the tag. Run \"db integrity --repair\" first.");
		}
		return tag.key();
	}

	// The number of inserted rows tells whether another request has taken a name.
	private Mono<Plan> reserve(Plan plan, boolean merge) {
		if (plan.isSpelling()) {
			return this.tags.lockAll(plan.targets.keySet())
				.flatMap((locked) -> this.tags.delete(locked)
					.then(this.tags.insert(locked.stream().map((tag) -> plan.moved(tag, tag.usageCount())).toList())))
				.thenReturn(plan);
		}
		List<Tag> reserved = plan.reserved();
		return this.tags.insert(reserved).flatMap((inserted) -> {
			if (inserted < reserved.size() && !merge) {
				return Mono.error(new ProblemException(ProblemType.CONFLICT, "There is a tag " + plan.move.to()
						+ " already, or one below it. Send merge=true to merge the tags."));
			}
			Set<String> keys = new LinkedHashSet<>(plan.targets.values());
			return this.tags.findAll(keys).collectList().map((found) -> {
				found.forEach(plan::target);
				return plan;
			});
		});
	}

	private Mono<Renamed> move(Plan plan) {
		UUID operationId = Ids.next();
		String details = "The tag " + plan.tag.tag() + " was renamed to " + plan.move.to() + ".";
		return this.photos
			.changeBelow(plan.move.from(),
					new TaggedPhotos.Change(plan.move.ofKeywords(plan.spelled), operationId, details))
			.flatMap((changed) -> (plan.isSpelling() ? this.tags.find(plan.tag.id())
					: this.transactions.run(Mono.defer(() -> exchange(plan))))
				.switchIfEmpty(Requests.missing(plan.tag.id()))
				.map((tag) -> Renamed.of(tag, (changed > 0) ? operationId : null)));
	}

	private Mono<Tag> exchange(Plan plan) {
		Set<String> keys = new LinkedHashSet<>(plan.targets.keySet());
		keys.addAll(plan.targets.values());
		return this.tags.lockAll(keys).flatMap((locked) -> {
			List<Tag> after = plan.exchanged(locked);
			return this.tags.delete(locked)
				.then(this.tags.insert(after))
				.then(Mono.justOrEmpty(
						after.stream().filter((tag) -> Tags.key(plan.move.to()).equals(tag.key())).findFirst()));
		});
	}

	/**
	 * What becomes of the rows of tags.
	 */
	private static final class Plan {

		private final Tag tag;

		private final TagMove move;

		/** The tag and the tags below it. */
		private final List<Tag> old = new ArrayList<>();

		/** The new keys by the old ones. */
		private final Map<String, String> targets = new LinkedHashMap<>();

		/** How the library spells the new tags, by key. */
		private final Map<String, String> spelled = new HashMap<>();

		/** The ids of the rows that were inserted for the new tags. */
		private final Map<String, UUID> made = new HashMap<>();

		Plan(Tag tag, List<Tag> below, String name) {
			this.tag = tag;
			this.move = new TagMove(key(tag), name);
			this.old.add(tag);
			this.old.addAll(below);
			for (Tag moved : this.old) {
				String target = this.move.apply(moved.tag());
				String fault = Tags.fault(target);
				if (fault != null) {
					throw ProblemException.invalid("/tag", "makes the tag " + moved.tag() + " too long: it " + fault);
				}
				this.targets.put(key(moved), Tags.key(target));
				this.spelled.put(Tags.key(target), target);
			}
		}

		/** Whether only the spelling changes. */
		boolean isSpelling() {
			return this.move.from().equals(Tags.key(this.move.to()));
		}

		Tag moved(Tag from, int count) {
			String target = this.move.apply(from.tag());
			return from.as(from.id(), target, Tags.key(target), count);
		}

		/** The rows of the new tags, except those whose row is renamed itself. */
		List<Tag> reserved() {
			List<Tag> reserved = new ArrayList<>();
			for (Tag from : this.old) {
				String target = Objects.requireNonNull(this.targets.get(key(from)));
				if (!this.targets.containsKey(target)) {
					Tag made = TagRepository.unused(this.move.apply(from.tag()));
					this.made.put(target, made.id());
					reserved.add(made);
				}
			}
			return reserved;
		}

		// A known tag keeps its spelling, unless it is renamed itself.
		void target(Tag found) {
			String target = key(found);
			if (!this.targets.containsKey(target)) {
				this.spelled.put(target, found.tag());
			}
		}

		/**
		 * Computes the rows that replace the locked ones. Each count stays with its key.
		 */
		List<Tag> exchanged(List<Tag> locked) {
			Map<String, Tag> now = locked.stream().collect(Collectors.toMap(TagRenaming::key, (found) -> found));
			Map<String, Tag> after = new LinkedHashMap<>();
			for (Tag from : this.old) {
				String target = Objects.requireNonNull(this.targets.get(key(from)));
				Tag before = now.get(key(from));
				Tag there = now.get(target);
				int count = (there != null) ? there.usageCount() : 0;
				boolean isOwn = before != null && before.id().equals(from.id());
				boolean isFree = there == null || this.targets.containsKey(target)
						|| there.id().equals(this.made.get(target));
				if (isOwn && isFree) {
					after.put(target, moved(from, count));
				}
				else if (there != null && !isFreed(there)) {
					after.put(target, there);
				}
			}
			// A photo that got an old tag meanwhile keeps it, as if it had got it
			// afterwards.
			for (Tag found : locked) {
				if (found.usageCount() > 0 && !after.containsKey(key(found))) {
					after.put(key(found), found.as(Ids.next(), found.tag(), key(found), found.usageCount()));
				}
			}
			return List.copyOf(after.values());
		}

		// The row moves away itself.
		private boolean isFreed(Tag there) {
			return this.old.stream().anyMatch((from) -> from.id().equals(there.id()));
		}

	}

	/**
	 * The response.
	 *
	 * @param operationId by which the photos can be reset, null if none has changed
	 */
	record Renamed(UUID id, String tag, int usageCount, java.time.Instant createdAt, @Nullable UUID operationId) {

		static Renamed of(Tag tag, @Nullable UUID operationId) {
			return new Renamed(tag.id(), tag.tag(), tag.usageCount(), tag.createdAt(), operationId);
		}

	}

}
