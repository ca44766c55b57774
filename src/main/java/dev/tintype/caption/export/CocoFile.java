package dev.tintype.caption.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.tintype.web.http.Json;
import org.jspecify.annotations.Nullable;

/**
 * Writes COCO captions: all images, and then all annotations, which wait in a temporary
 * file meanwhile. Numbers are the ids of both, in order.
 */
final class CocoFile implements CaptionEncoder {

	private static final String BEGIN = """
			{"info":{"description":"Captions exported by Tintype","version":"1.0"},
			"images":[
			""";

	private static final String MIDDLE = "],\n\"annotations\":[\n";

	private static final String END = "]}\n";

	private final UnnamedFile annotations;

	private final boolean all;

	private @Nullable UUID last;

	private long images;

	private long captions;

	private boolean ended;

	CocoFile(UnnamedFile annotations, boolean all) {
		this.annotations = annotations;
		this.all = all;
		this.last = null;
	}

	@Override
	public byte[] begin() throws IOException {
		this.annotations.write(bytes(MIDDLE));
		return bytes(BEGIN);
	}

	@Override
	public byte[] rows(List<ExportedCaption> rows) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		for (ExportedCaption caption : rows) {
			if (!caption.imageId().equals(this.last)) {
				this.last = caption.imageId();
				this.images++;
				out.writeBytes(element(this.images, new CocoImage(this.images, caption.fileName(), caption.width(),
						caption.height(), caption.imageId())));
			}
			this.captions++;
			this.annotations.write(element(this.captions,
					new CocoAnnotation(this.captions, this.images, caption.text(), caption.model(), caption.source(),
							this.all ? caption.createdAt() : null, this.all ? caption.current() : null)));
		}
		return out.toByteArray();
	}

	private static byte[] element(long number, Object value) {
		byte[] json = Json.MAPPER.writeValueAsBytes(value);
		ByteArrayOutputStream out = new ByteArrayOutputStream(json.length + 2);
		out.writeBytes(bytes((number > 1) ? ",\n" : ""));
		out.writeBytes(json);
		return out.toByteArray();
	}

	@Override
	public byte[] rest(int most) throws IOException {
		if (!this.ended) {
			this.ended = true;
			this.annotations.write(bytes(END));
		}
		return this.annotations.read(most);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public void close() throws IOException {
		this.annotations.close();
	}

	/**
	 * An image.
	 *
	 * @param imageId of the service, which an import finds it by
	 */
	@JsonPropertyOrder({ "id", "file_name", "width", "height", "image_id" })
	record CocoImage(long id, String fileName, @Nullable Integer width, @Nullable Integer height, UUID imageId) {
	}

	/**
	 * An annotation.
	 *
	 * @param imageId the number of the image
	 * @param createdAt null if only current captions are exported
	 * @param current as {@code createdAt}
	 */
	@JsonPropertyOrder({ "id", "image_id", "caption", "model", "source", "created_at", "current" })
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record CocoAnnotation(long id, long imageId, String caption, @Nullable String model, String source,
			@Nullable Instant createdAt, @Nullable Boolean current) {
	}

}
