package dev.tintype.library.duplicate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.tintype.library.face.FaceBox;
import org.jspecify.annotations.Nullable;

/**
 * A face of a photo that is merged into another one.
 *
 * @param photo where the face is
 * @param person whose face it is, or null
 * @param box null if the row has no valid one; such a face stays where it is
 * @param size of the photo
 */
record MovingFace(UUID id, UUID photo, @Nullable UUID person, @Nullable FaceBox box, Size size) {

	/**
	 * Finds the faces that move. A face that the kept photo has already does not. If a
	 * person is known only for the other one, both change places.
	 * @param all the faces of all photos
	 * @param dropped in order
	 * @param size of the kept photo
	 * @return the faces as they are after the merge
	 */
	static List<MovingFace> merge(List<MovingFace> all, UUID kept, Collection<UUID> dropped, Size size) {
		List<MovingFace> there = new ArrayList<>(all.stream().filter((face) -> face.photo.equals(kept)).toList());
		Map<UUID, MovingFace> moved = new HashMap<>();
		for (UUID photo : dropped) {
			List<MovingFace> faces = all.stream()
				.filter((face) -> face.photo.equals(photo) && face.box != null)
				.toList();
			Map<UUID, MovingFace> same = matches(faces, there, kept, size);
			for (MovingFace face : faces) {
				MovingFace match = same.get(face.id);
				if (match != null && (match.person != null || face.person == null)) {
					continue;
				}
				if (match != null) {
					there.remove(match);
					moved.put(match.id, match.to(photo, face.size));
				}
				there.add(face.to(kept, size));
				moved.put(face.id, face.to(kept, size));
			}
		}
		return List.copyOf(moved.values());
	}

	// The greatest overlap first, and each face at most once.
	private static Map<UUID, MovingFace> matches(List<MovingFace> faces, List<MovingFace> there, UUID kept, Size size) {
		List<Pair> pairs = new ArrayList<>();
		for (MovingFace face : faces) {
			for (MovingFace other : there) {
				pairs.add(new Pair(face, other, other.overlap(face.to(kept, size))));
			}
		}
		pairs.removeIf((pair) -> pair.overlap() <= FaceBox.SAME_FACE);
		pairs.sort(Comparator.comparingDouble(Pair::overlap).reversed());
		Map<UUID, MovingFace> matches = new HashMap<>();
		Set<UUID> taken = new HashSet<>();
		for (Pair pair : pairs) {
			if (!matches.containsKey(pair.face().id) && taken.add(pair.other().id)) {
				matches.put(pair.face().id, pair.other());
			}
		}
		return matches;
	}

	private double overlap(MovingFace other) {
		return (this.box != null && other.box != null) ? this.box.overlap(other.box) : 0;
	}

	private MovingFace to(UUID other, Size otherSize) {
		boolean isScaled = this.size.width() > 0 && otherSize.width() > 0;
		FaceBox scaled = (this.box != null && isScaled)
				? this.box.scaled(this.size.width(), this.size.height(), otherSize.width(), otherSize.height())
				: this.box;
		return new MovingFace(this.id, other, this.person, scaled, otherSize);
	}

	/**
	 * Returns the box as the table has it.
	 * @return JSON; only faces with a box move
	 */
	String json() {
		return (this.box != null) ? this.box.json().toString() : "null";
	}

	/**
	 * The size of a picture in pixels.
	 */
	record Size(int width, int height) {

		/** Boxes are not scaled from it or to it. */
		static final Size UNKNOWN = new Size(0, 0);

	}

	private record Pair(MovingFace face, MovingFace other, double overlap) {
	}

}
