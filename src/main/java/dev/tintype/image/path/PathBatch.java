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
 * A batch of path lookups on its way from the bytes of the request to those of the
 * answer, without an object an id: each id is the place where the client wrote it, from
 * where it is copied into the answer.
 */
final class PathBatch {

	private static final byte[] PATHS = "{\"paths\":{".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] MISSING = "},\"missing\":[".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] END = "]}".getBytes(StandardCharsets.US_ASCII);

	private final byte[] text;

	/** Where each id begins and ends in the text, quotes and all. */
	private final int[] places;

	/** The halves of each id; zeros for a text that is no id. */
	private final long[] ids;

	private final byte[] @Nullable [] paths;

	/**
	 * Ids as the client wrote them, each once.
	 * @param text has them as JSON strings
	 * @param places two numbers an id: where it begins, and the place behind its end
	 * @param ids two numbers an id: its halves
	 */
	PathBatch(byte[] text, int[] places, long[] ids) {
		this.text = text;
		this.places = places;
		this.ids = ids;
		this.paths = new byte[places.length / 2][];
	}

	/**
	 * Reads the body of a request.
	 * @return its ids in order, a repeated one once
	 */
	static PathBatch read(byte[] body) {
		PathBatch plain = new PlainIds(body).read();
		return (plain != null) ? plain : parse(body);
	}

	// The general way: whatever the body is.
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
	 * Takes what is known already.
	 * @return the ids that remain; one that was written in two ways comes twice
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
	 * Takes what was found.
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
	 * Writes the answer.
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

	// At the most: a separator stands between two, not before each.
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
