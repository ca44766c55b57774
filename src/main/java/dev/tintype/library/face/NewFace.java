package dev.tintype.library.face;

import java.util.UUID;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A face that is to be inserted.
 *
 * @param photoId the best photo of its asset
 * @param personId null for an unassigned face
 * @param confidence from 0 to 100
 * @param embedding as the client sent it, null for none
 * @param vector the same as a vector
 */
public record NewFace(UUID id, UUID photoId, @Nullable UUID personId, FaceBox box, int confidence,
		@Nullable JsonNode embedding, @Nullable UnitVector vector) {
}
