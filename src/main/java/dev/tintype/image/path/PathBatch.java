package dev.tintype.image.path;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.tintype.support.Ids;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import dev.tintype.web.http.Requests;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A batch of path lookups, from the bytes of the request to the bytes of the response. It
 * creates no object per id: an id is a range of the request's bytes, which is copied into
 * the response.
 */
final class PathBatch {

	private static final byte[] PATHS = "{\"paths\":{".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] MISSING = "},\"missing\":[".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] END = "]}".getBytes(StandardCharsets.US_ASCII);

	private final byte[] text;

	/** Where each id begins and ends in the text, including its quotes. */
	private final int[] places;

	/** The two halves of each id; zeros for a text that is not an id. */
	private final long[] ids;

	private final byte[] @Nullable [] paths;

	/**
	 * Creates a batch of distinct ids as the client wrote them.
	 * @param text contains them as JSON strings
	 * @param places two numbers per id: its start and its end (exclusive)
	 * @param ids two numbers per id: its halves
	 */
	PathBatch(byte[] text, int[] places, long[] ids) {
		this.text = text;
		this.places = places;
		this.ids = ids;
		this.paths = new byte[places.length / 2][];
	}

	/**
	 * Reads the body of a request.
	 * @return its ids in order, without repetitions
	 */
	static PathBatch read(byte[] body) {
		PathBatch plain = new PlainIds(body).read();
		return (plain != null) ? plain : parse(body);
	}

	// Reads a body of any form.
	static PathBatch parse(byte[] body) {
		return of(readIds(body));
	}

	private static Set<String> readIds(byte[] body) {
		JsonFields fields = new JsonFields(Json.read(body), "");
		List<JsonNode> nodes = fields.items("image_ids", Requests.BATCH_ITEMS);
		Set<String> ids = new LinkedHashSet<>(nodes.size() * 2);
		for (int i = 0; i < nodes.size(); i++) {
			JsonNode node = nodes.get(i);
			if (node.isString()) {
				ids.add(node.stringValue());
			}
			else {
				fields.fault("image_ids/" + i, "must be a string");
			}
		}
		fields.check();
		return ids;
	}

	private static PathBatch of(Set<String> texts) {
		ByteArrayOutputStream text = new ByteArrayOutputStream();
		int[] places = new int[2 * texts.size()];
		long[] ids = new long[2 * texts.size()];
		int i = 0;
		for (String one : texts) {
			UUID id = Ids.parse(one);
			ids[i] = (id != null) ? id.getMostSignificantBits() : 0;
			ids[i + 1] = (id != null) ? id.getLeastSignificantBits() : 0;
			places[i++] = text.size();
			text.writeBytes(Json.quoted(one));
			places[i++] = text.size();
		}
		return new PathBatch(text.toByteArray(), places, ids);
	}

	int size() {
		return this.paths.length;
	}

	/**
	 * Takes the known paths from the cache.
	 * @return the other ids; an id that the client wrote in two ways occurs twice
	 */
	List<UUID> recall(SegmentedPaths cache) {
		List<UUID> unknown = new ArrayList<>();
		boolean open = cache.isOpen();
		for (int i = 0; i < this.paths.length; i++) {
			long high = this.ids[2 * i];
			long low = this.ids[2 * i + 1];
			if (open) {
				this.paths[i] = cache.get(high, low);
			}
			if (this.paths[i] == null && (high | low) != 0) {
				unknown.add(new UUID(high, low));
			}
		}
		return unknown;
	}

	/**
	 * Takes the paths that the database returned.
	 * @param found paths as JSON strings
	 * @return this
	 */
	PathBatch take(Map<UUID, byte[]> found) {
		for (int i = 0; i < this.paths.length; i++) {
			if (this.paths[i] == null) {
				this.paths[i] = found.get(new UUID(this.ids[2 * i], this.ids[2 * i + 1]));
			}
		}
		return this;
	}

	/**
	 * Writes the response.
	 * @return {@code {"paths":{…},"missing":[…]}}, both in the order of the batch
	 */
	byte[] answer() {
		byte[] answer = new byte[length()];
		int end = append(answer, 0, PATHS);
		int found = 0;
		for (int i = 0; i < this.paths.length; i++) {
			byte[] path = this.paths[i];
			if (path != null) {
				end = separate(answer, end, found++);
				end = appendId(answer, end, i);
				answer[end++] = ':';
				end = append(answer, end, path);
			}
		}
		end = append(answer, end, MISSING);
		int missing = 0;
		for (int i = 0; i < this.paths.length; i++) {
			if (this.paths[i] == null) {
				end = appendId(answer, separate(answer, end, missing++), i);
			}
		}
		end = append(answer, end, END);
		return (end == answer.length) ? answer : Arrays.copyOf(answer, end);
	}

	// The maximum length: it counts a separator before each item instead of between two.
	private int length() {
		int length = PATHS.length + MISSING.length + END.length;
		for (int i = 0; i < this.paths.length; i++) {
			byte[] path = this.paths[i];
			length += this.places[2 * i + 1] - this.places[2 * i] + 2 + ((path != null) ? path.length : 0);
		}
		return length;
	}

	private static int separate(byte[] answer, int end, int before) {
		if (before > 0) {
			answer[end] = ',';
			return end + 1;
		}
		return end;
	}

	private int appendId(byte[] answer, int end, int i) {
		int length = this.places[2 * i + 1] - this.places[2 * i];
		System.arraycopy(this.text, this.places[2 * i], answer, end, length);
		return end + length;
	}

	private static int append(byte[] answer, int end, byte[] more) {
		System.arraycopy(more, 0, answer, end, more.length);
		return end + more.length;
	}

}
