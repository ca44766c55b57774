package dev.tintype.library.duplicate;

import java.util.List;
import java.util.UUID;

import dev.tintype.library.duplicate.MovingFace.Size;
import dev.tintype.library.face.FaceBox;
import dev.tintype.support.Ids;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MovingFaceTests {

	private static final Size LARGE = new Size(200, 100);

	private static final Size SMALL = new Size(100, 50);

	private final UUID kept = Ids.next();

	private final UUID dropped = Ids.next();

	private final UUID ann = Ids.next();

	@Test
	void newFaceMovesAndIsScaled() {
		MovingFace face = face(this.dropped, SMALL, this.ann, 10, 10, 5, 5);

		List<MovingFace> moved = MovingFace.merge(List.of(face), this.kept, List.of(this.dropped), LARGE);

		assertThat(moved).extracting(MovingFace::id).containsExactly(face.id());
		assertThat(moved.get(0).photo()).isEqualTo(this.kept);
		assertThat(moved.get(0).box()).isEqualTo(new FaceBox(20, 20, 10, 10));
	}

	@Test
	void sameFaceStaysWhereItIs() {
		MovingFace there = face(this.kept, LARGE, this.ann, 20, 20, 10, 10);
		MovingFace same = face(this.dropped, SMALL, null, 10, 10, 5, 6);

		assertThat(MovingFace.merge(List.of(there, same), this.kept, List.of(this.dropped), LARGE)).isEmpty();
	}

	@Test
	void knownFaceChangesPlacesWithUnknownOne() {
		MovingFace there = face(this.kept, LARGE, null, 20, 20, 10, 10);
		MovingFace same = face(this.dropped, SMALL, this.ann, 10, 10, 5, 5);

		List<MovingFace> moved = MovingFace.merge(List.of(there, same), this.kept, List.of(this.dropped), LARGE);

		assertThat(moved).hasSize(2);
		assertThat(moved).filteredOn((face) -> face.id().equals(there.id()))
			.singleElement()
			.satisfies((face) -> assertThat(face.photo()).isEqualTo(this.dropped))
			.satisfies((face) -> assertThat(face.box()).isEqualTo(new FaceBox(10, 10, 5, 5)));
	}

	private static MovingFace face(UUID photo, Size size, @Nullable UUID person, int x, int y, int width, int height) {
		return new MovingFace(Ids.next(), photo, person, new FaceBox(x, y, width, height), size);
	}

}
