package dev.tintype.image.content;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import tools.jackson.databind.JsonNode;

/**
 * The hashes of files that a client is about to send.
 *
 * @param sent SHA-256 in hex, each once, as the client wrote them
 */
record FileHashes(Set<String> sent) {

	private static final String HASHES = "hashes";

	private static final int MOST = 1_000;

	private static final Pattern SHA256 = Pattern.compile("[0-9A-Fa-f]{64}");

	/**
	 * Reads the body.
	 */
	static FileHashes read(byte[] body) {
		JsonFields fields = new JsonFields(Json.read(body), "");
		List<JsonNode> items = fields.values(HASHES, MOST);
		Set<String> sent = new LinkedHashSet<>();
		for (int i = 0; i < items.size(); i++) {
			String hash = items.get(i).asString("");
			if (!items.get(i).isString() || !SHA256.matcher(hash).matches()) {
				fields.fault(HASHES + "/" + i, "must be a SHA-256 of 64 hexadecimal digits");
			}
			sent.add(hash);
		}
		fields.check();
		return new FileHashes(sent);
	}

	/**
	 * A hash as the rows have it.
	 */
	static String stored(String sent) {
		return sent.toLowerCase(Locale.ROOT);
	}

}
