package dev.tintype.caption.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import dev.tintype.support.OwnFiles;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * Reads COCO captions. The annotations refer to images anywhere in the file, so a first
 * pass collects the names of the images, in a temporary file.
 */
final class CocoReader implements RowReader {

	private static final String FORMAT = "is not COCO: it must be an object with the arrays images and annotations";

	private static final String ANNOTATIONS = "annotations";

	private static final Set<String> TEXTS = Set.of("file_name", "caption", "model", "created_at");

	private static final Set<String> FIELDS = Set.of("id", "image_id", "current", "file_name", "caption", "model",
			"created_at");

	private static final int CACHE_MEGABYTES = 4;

	private static final int BUFFER_KILOBYTES = 1_024;

	private final Path scratch;

	private final MVStore store;

	private final MVMap<String, String[]> images;

	private final JsonTokens json;

	private long number;

	private boolean inside;

	CocoReader(ImportFormat.Input input, Path scratch) throws IOException {
		this.scratch = scratch;
		OwnFiles.createFolderOf(scratch);
		this.store = new MVStore.Builder().fileName(scratch.toString())
			.cacheSize(CACHE_MEGABYTES)
			.autoCommitBufferSize(BUFFER_KILOBYTES)
			.open();
		this.images = this.store.openMap("images");
		boolean done = false;
		try {
			try (JsonTokens first = new JsonTokens(input.open())) {
				collect(first);
			}
			this.json = new JsonTokens(input.open());
			done = true;
		}
		finally {
			if (!done) {
				discard();
			}
		}
	}

	private void collect(JsonTokens tokens) {
		tokens.expect(JsonToken.START_OBJECT, FORMAT);
		boolean hasImages = false;
		boolean hasAnnotations = false;
		while (tokens.next() == JsonToken.PROPERTY_NAME) {
			String name = tokens.text();
			JsonToken value = tokens.next();
			if (value == JsonToken.START_ARRAY && "images".equals(name)) {
				hasImages = true;
				images(tokens);
			}
			else {
				hasAnnotations |= value == JsonToken.START_ARRAY && ANNOTATIONS.equals(name);
				tokens.skip();
			}
		}
		if (!hasImages || !hasAnnotations || tokens.next() != null) {
			throw RowReader.broken(FORMAT);
		}
	}

	private void images(JsonTokens tokens) {
		while (tokens.next() == JsonToken.START_OBJECT) {
			Map<String, String> image = object(tokens);
			String id = image.get("id");
			if (id != null) {
				this.images.put(id,
						new String[] { image.getOrDefault("file_name", ""), image.getOrDefault("image_id", "") });
			}
		}
	}

	// Other fields are passed over, since an object may have any number of them.
	private static Map<String, String> object(JsonTokens tokens) {
		Map<String, String> fields = new HashMap<>();
		while (tokens.next() == JsonToken.PROPERTY_NAME) {
			String name = tokens.text();
			tokens.next();
			String value = (name != null && FIELDS.contains(name)) ? tokens.text() : null;
			if (name != null && value != null && !(TEXTS.contains(name) && !tokens.isString())) {
				fields.put(name, value);
			}
			tokens.skip();
		}
		return fields;
	}

	@Override
	public @Nullable ImportedRow next() {
		while (!this.inside) {
			JsonToken token = this.json.next();
			if (token == null) {
				return null;
			}
			if (token == JsonToken.PROPERTY_NAME) {
				boolean found = ANNOTATIONS.equals(this.json.text());
				this.inside = this.json.next() == JsonToken.START_ARRAY && found;
				if (!this.inside) {
					this.json.skip();
				}
			}
		}
		JsonToken token = this.json.next();
		if (token != JsonToken.START_OBJECT) {
			if (token != JsonToken.END_ARRAY) {
				throw RowReader.broken(FORMAT);
			}
			this.inside = false;
			return next();
		}
		return row(object(this.json));
	}

	private ImportedRow row(Map<String, String> annotation) {
		this.number++;
		String id = annotation.get("image_id");
		String[] image = (id != null) ? this.images.get(id) : null;
		if (image == null) {
			return ImportedRow.invalid(this.number, null, "image_id is not the id of one of the images");
		}
		return ImportedRow.of(this.number, image[1], image[0], annotation.get("caption"), annotation.get("model"))
			.saved(annotation.get("current"), annotation.get("created_at"));
	}

	private void discard() throws IOException {
		this.store.closeImmediately();
		Files.deleteIfExists(this.scratch);
	}

	@Override
	public void close() throws IOException {
		try {
			this.json.close();
		}
		finally {
			discard();
		}
	}

}
