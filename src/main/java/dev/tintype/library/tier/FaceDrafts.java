package dev.tintype.library.tier;

import dev.tintype.web.http.JsonFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Checks the faces that a client sends.
 */
final class FaceDrafts {

	private static final int MOST_FACES = 1_000;

	private static final int LONGEST_EMBEDDING = 4_096;

	private static final int MOST_CONFIDENCE = 100;

	private FaceDrafts() {
	}

	static void check(JsonNode faces, JsonFields fields) {
		if (faces.isMissingNode() || faces.isNull()) {
			return;
		}
		if (!faces.isArray() || faces.size() > MOST_FACES) {
			fields.fault("faces", "must be an array of at most " + MOST_FACES + " faces");
			return;
		}
		for (int i = 0; i < faces.size(); i++) {
			String fault = fault(faces.get(i));
			if (fault != null) {
				fields.fault("faces/" + i, fault);
			}
		}
	}

	private static @Nullable String fault(JsonNode face) {
		JsonNode box = face.path("bounding_box");
		if (!box.isArray() || box.size() != 4 || !areFinite(box) || box.get(2).doubleValue() <= 0
				|| box.get(3).doubleValue() <= 0 || box.get(0).doubleValue() < -1 || box.get(1).doubleValue() < -1) {
			return "must have a bounding_box [x,y,w,h] in pixels with w and h above 0";
		}
		JsonNode confidence = face.path("confidence");
		if (!isAbsent(confidence) && !(confidence.isIntegralNumber() && confidence.canConvertToInt()
				&& confidence.intValue() >= 0 && confidence.intValue() <= MOST_CONFIDENCE)) {
			return "must have a confidence that is a whole number from 0 to " + MOST_CONFIDENCE;
		}
		JsonNode embedding = face.path("embedding");
		if (!isAbsent(embedding) && !(embedding.isArray() && embedding.size() >= 2
				&& embedding.size() <= LONGEST_EMBEDDING && areFinite(embedding) && isNotZero(embedding))) {
			return "must have an embedding of 2 to " + LONGEST_EMBEDDING + " finite numbers that are not all 0";
		}
		return null;
	}

	private static boolean isAbsent(JsonNode value) {
		return value.isMissingNode() || value.isNull();
	}

	private static boolean areFinite(JsonNode numbers) {
		for (JsonNode number : numbers) {
			if (!number.isNumber() || !Double.isFinite(number.doubleValue())) {
				return false;
			}
		}
		return true;
	}

	private static boolean isNotZero(JsonNode numbers) {
		for (JsonNode number : numbers) {
			if (number.doubleValue() != 0) {
				return true;
			}
		}
		return false;
	}

}
