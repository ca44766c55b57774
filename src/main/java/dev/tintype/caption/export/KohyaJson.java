package dev.tintype.caption.export;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.tintype.web.http.Json;

/**
 * Writes {@code meta_cap.json}: one object with a field for each image.
 */
final class KohyaJson implements CaptionEncoder {

	private boolean follows;

	private boolean ended;

	@Override
	public byte[] begin() {
		return "{\n".getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public byte[] rows(List<ExportedCaption> captions) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		for (ExportedCaption caption : captions) {
			out.writeBytes((this.follows ? ",\n" : "").getBytes(StandardCharsets.UTF_8));
			out.writeBytes(Json.quoted(caption.fileName()));
			out.writeBytes(":{\"caption\":".getBytes(StandardCharsets.UTF_8));
			out.writeBytes(Json.quoted(caption.text()));
			out.write('}');
			this.follows = true;
		}
		return out.toByteArray();
	}

	@Override
	public byte[] rest(int most) {
		boolean before = this.ended;
		this.ended = true;
		return (before ? "" : "\n}\n").getBytes(StandardCharsets.UTF_8);
	}

}
