package dev.tintype.caption.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.tintype.web.csv.Csv;

/**
 * Writes captions as CSV.
 */
final class CsvRows implements CaptionEncoder {

	private static final List<String> HEADER = List.of("image_id", "file_name", "text", "model", "source",
			"created_at");

	private final boolean bom;

	private final boolean all;

	CsvRows(boolean bom, boolean all) {
		this.bom = bom;
		this.all = all;
	}

	@Override
	public byte[] begin() {
		List<Object> header = new ArrayList<>(HEADER);
		if (this.all) {
			header.add("current");
		}
		return Csv.rows(this.bom, List.of(header));
	}

	@Override
	public byte[] rows(List<ExportedCaption> captions) {
		return Csv.rows(false, captions.stream().map(this::row).toList());
	}

	private List<?> row(ExportedCaption caption) {
		List<Object> row = new ArrayList<>(Arrays.asList(caption.imageId(), Csv.text(caption.fileName()),
				Csv.text(caption.text()), Csv.text(caption.model()), caption.source(), caption.createdAt()));
		if (this.all) {
			row.add(caption.current());
		}
		return row;
	}

}
