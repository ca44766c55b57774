package dev.tintype.caption.load;

import java.io.IOException;
import java.io.InputStream;

import dev.tintype.caption.file.ImageName;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * Reads {@code meta_cap.json}: the keys of its object name images, with or without
 * suffix.
 */
final class KohyaJsonReader implements RowReader {

	private static final String FORMAT = "is not kohya-json: it must be an object whose fields are objects";

	private final JsonTokens json;

	private long number;

	private boolean ended;

	KohyaJsonReader(InputStream in) {
		this.json = new JsonTokens(in);
		this.json.expect(JsonToken.START_OBJECT, FORMAT);
	}

	@Override
	public @Nullable ImportedRow next() {
		if (this.ended) {
			return null;
		}
		JsonToken token = this.json.next();
		if (token == JsonToken.END_OBJECT) {
			this.ended = true;
			if (this.json.next() != null) {
				throw RowReader.broken("has more than one JSON value");
			}
			return null;
		}
		String name = this.json.text();
		if (token != JsonToken.PROPERTY_NAME || name == null) {
			throw RowReader.broken(FORMAT);
		}
		this.json.expect(JsonToken.START_OBJECT, FORMAT);
		String caption = null;
		while (this.json.next() == JsonToken.PROPERTY_NAME) {
			boolean isCaption = "caption".equals(this.json.text());
			this.json.next();
			caption = isCaption ? (this.json.isString() ? this.json.text() : null) : caption;
			this.json.skip();
		}
		ImportedRow row = ImportedRow.of(++this.number, null, name, caption, null);
		return ImageName.stem(name).equals(name) ? row.withStem() : row;
	}

	@Override
	public void close() throws IOException {
		this.json.close();
	}

}
