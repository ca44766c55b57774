package dev.tintype.library.face;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Replaces the faces of a photo by those that a model found. A face that is found again
 * keeps its id and its person.
 */
@Component
public class FaceMatching {

	private final FaceLocks locks;

	private final FaceWriter writer;

	FaceMatching(FaceLocks locks, FaceWriter writer) {
		this.locks = locks;
		this.writer = writer;
	}

	/**
	 * Replaces the faces of a photo in the caller's transaction. Faces without a match
	 * are inserted. Faces of nobody that are not found again are deleted.
	 * @param assetId the asset, which the caller has locked
	 * @param photoId its best photo
	 * @param found what the model found
	 * @return completes when it is done
	 */
	public Mono<Void> replace(UUID assetId, UUID photoId, List<FaceDraft> found) {
		return this.locks.ofAssets(List.of(assetId)).collectList().flatMap((faces) -> {
			Map<LockedFace, FaceDraft> matches = match(faces, found);
			List<UUID> lost = faces.stream()
				.filter((face) -> face.personId() == null && !matches.containsKey(face))
				.map(LockedFace::id)
				.toList();
			Set<FaceDraft> old = identical(matches.values());
			List<NewFace> added = found.stream()
				.filter((draft) -> !old.contains(draft))
				.map((draft) -> draft.of(photoId, null))
				.toList();
			return this.locks.changed(faces)
				.then(this.writer.delete(lost))
				.then(update(matches))
				.then(this.writer.insert(added));
		});
	}

	private Mono<Void> update(Map<LockedFace, FaceDraft> matches) {
		Map<UUID, FaceBox> boxes = new HashMap<>();
		matches.forEach((face, draft) -> boxes.put(face.id(), draft.box()));
		return this.writer.setBoxes(boxes)
			.thenMany(Flux.fromIterable(matches.entrySet()))
			.concatMap((match) -> this.writer.setConfidence(match.getKey().id(), match.getValue().confidence())
				.then((match.getValue().vector() != null)
						? this.writer.setEmbedding(match.getKey().id(), match.getValue()) : Mono.empty()),
					1)
			.then();
	}

	/**
	 * Matches faces with those that were found, the greatest overlap first.
	 */
	static Map<LockedFace, FaceDraft> match(List<LockedFace> faces, List<FaceDraft> found) {
		List<Pair> pairs = new ArrayList<>();
		for (LockedFace face : faces) {
			for (FaceDraft draft : found) {
				double overlap = (face.box() != null) ? face.box().overlap(draft.box()) : 0;
				if (overlap > FaceBox.SAME_FACE) {
					pairs.add(new Pair(face, draft, overlap));
				}
			}
		}
		pairs.sort(Comparator.comparingDouble(Pair::overlap).reversed());
		Map<LockedFace, FaceDraft> matches = new HashMap<>();
		Set<FaceDraft> taken = identical(List.of());
		for (Pair pair : pairs) {
			if (!matches.containsKey(pair.face()) && taken.add(pair.draft())) {
				matches.put(pair.face(), pair.draft());
			}
		}
		return matches;
	}

	// Two drafts may be equal.
	private static Set<FaceDraft> identical(Collection<FaceDraft> drafts) {
		Set<FaceDraft> set = Collections.newSetFromMap(new IdentityHashMap<>());
		set.addAll(drafts);
		return set;
	}

	private record Pair(LockedFace face, FaceDraft draft, double overlap) {
	}

}
