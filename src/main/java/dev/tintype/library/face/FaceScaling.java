package dev.tintype.library.face;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Scales the faces of an asset when its picture gets another size.
 */
@Component
public class FaceScaling {

	private final FaceLocks locks;

	private final FaceWriter writer;

	FaceScaling(FaceLocks locks, FaceWriter writer) {
		this.locks = locks;
		this.writer = writer;
	}

	/**
	 * Scales the faces of an asset, in the caller's transaction and before the size of
	 * its image changes.
	 * @param assetId the asset, which the caller has locked
	 * @param width of the new picture as displayed
	 * @param height of the new picture as displayed
	 * @return completes when it is done
	 */
	public Mono<Void> scale(UUID assetId, int width, int height) {
		return this.locks.ofAssets(List.of(assetId)).collectList().flatMap((faces) -> {
			Map<UUID, FaceBox> boxes = new HashMap<>();
			for (LockedFace face : faces) {
				FaceBox box = scaled(face, width, height);
				if (box != null && !box.equals(face.box())) {
					boxes.put(face.id(), box);
				}
			}
			return this.writer.setBoxes(boxes);
		});
	}

	private static @Nullable FaceBox scaled(LockedFace face, int width, int height) {
		if (face.box() == null || face.width() == null || face.height() == null) {
			return null;
		}
		return face.box().scaled(face.width(), face.height(), width, height);
	}

}
