package dev.tintype.caption.export;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.tintype.web.ndjson.Ndjson;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code metadata.jsonl}, one JSON object for each caption.
 */
final class JsonLines implements CaptionEncoder {

	private final boolean all;

	JsonLines(boolean all) {
		this.all = all;
	}

	@Override
	public byte[] rows(List<ExportedCaption> captions) {
		return Ndjson.lines(captions.stream().map(this::line).toList());
	}

	private Line line(ExportedCaption caption) {
		return new Line(caption.fileName(), caption.text(), caption.imageId(), caption.model(), caption.source(),
				caption.createdAt(), this.all ? caption.current() : null);
	}

	/**
	 * A line.
	 *
	 * @param current whether the image shows the caption; null if all do
	 */
	@JsonPropertyOrder({ "file_name", "text", "image_id", "model", "source", "created_at", "current" })
	record Line(String fileName, String text, UUID imageId, @Nullable String model, String source, Instant createdAt,
			@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean current) {
	}

}
