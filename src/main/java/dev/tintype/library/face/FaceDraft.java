package dev.tintype.library.face;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.tintype.support.Ids;
import dev.tintype.web.http.JsonFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A face that a client sends.
 *
 * @param box where it is
 * @param confidence from 0 to 100
 * @param embedding as the client sent it, null for none
 * @param vector the same as a vector
 */
public record FaceDraft(FaceBox box, int confidence, @Nullable JsonNode embedding, @Nullable UnitVector vector) {

	/** The fault of a box that is not inside its picture. */
	public static final String OUTSIDE = "is not inside the picture";

	static final String BOX = "bounding_box";

	static final String CONFIDENCE = "confidence";

	static final String EMBEDDING = "embedding";

	private static final int MOST_FACES = 1_000;

	private static final int MOST_CONFIDENCE = 100;

	private static final FaceBox NO_BOX = new FaceBox(0, 0, 1, 1);

	/**
	 * Reads a face.
	 * @param face a JSON object
	 * @param fields of the object, which receive the faults
	 * @return the face, of no use if there was a fault
	 */
	public static FaceDraft read(JsonNode face, JsonFields fields) {
		FaceBox box = box(face, fields);
		Integer confidence = confidence(face, fields);
		UnitVector vector = vector(face, fields);
		return new FaceDraft((box != null) ? box : NO_BOX, (confidence != null) ? confidence : MOST_CONFIDENCE,
				(vector != null) ? face.path(EMBEDDING) : null, vector);
	}

	/**
	 * Reads the faces of a picture.
	 * @param faces the value of the field {@code faces}
	 * @param fields receive the faults
	 * @return null if the client sent none
	 */
	public static @Nullable List<FaceDraft> readAll(JsonNode faces, JsonFields fields) {
		if (isAbsent(faces)) {
			return null;
		}
		List<FaceDraft> drafts = new ArrayList<>();
		if (!faces.isArray() || faces.size() > MOST_FACES) {
			fields.fault("faces", "must be an array of at most " + MOST_FACES + " faces");
			return drafts;
		}
		for (int i = 0; i < faces.size(); i++) {
			JsonFields face = new JsonFields(faces.get(i), "/faces/" + i);
			drafts.add(read(faces.get(i), face));
			fields.addFaultsOf(face);
		}
		return drafts;
	}

	/**
	 * Reads the box of a face.
	 * @return null if it is a fault
	 */
	static @Nullable FaceBox box(JsonNode face, JsonFields fields) {
		if (!face.isObject()) {
			return null;
		}
		FaceBox box = FaceBox.of(face.path(BOX));
		if (box == null || !box.hasOrigin()) {
			fields.fault(BOX, isAbsent(face.path(BOX)) ? "is required"
					: "must be [x,y,w,h] in pixels of the displayed picture, with w and h above 0");
			return null;
		}
		return box;
	}

	/**
	 * Reads the confidence of a face.
	 * @return null if it is absent or a fault
	 */
	static @Nullable Integer confidence(JsonNode face, JsonFields fields) {
		JsonNode value = face.path(CONFIDENCE);
		if (isAbsent(value)) {
			return null;
		}
		if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 0
				|| value.intValue() > MOST_CONFIDENCE) {
			fields.fault(CONFIDENCE, "must be a whole number from 0 to " + MOST_CONFIDENCE);
			return null;
		}
		return value.intValue();
	}

	/**
	 * Reads the embedding of a face.
	 * @return null if it is absent or a fault
	 */
	static @Nullable UnitVector vector(JsonNode face, JsonFields fields) {
		JsonNode value = face.path(EMBEDDING);
		if (isAbsent(value)) {
			return null;
		}
		UnitVector vector = UnitVector.of(value);
		if (vector == null) {
			fields.fault(EMBEDDING, "must have " + UnitVector.SHORTEST + " to 4,096 finite numbers that are not all 0");
		}
		return vector;
	}

	private static boolean isAbsent(JsonNode value) {
		return value.isMissingNode() || value.isNull();
	}

	/**
	 * Returns the face of a photo.
	 * @param photoId the best photo of its asset
	 * @param personId null for an unassigned face
	 * @return the face with a new id
	 */
	public NewFace of(UUID photoId, @Nullable UUID personId) {
		return new NewFace(Ids.next(), photoId, personId, this.box, this.confidence, this.embedding, this.vector);
	}

}
