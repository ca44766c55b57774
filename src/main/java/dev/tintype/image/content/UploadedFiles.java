package dev.tintype.image.content;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import dev.tintype.operation.archive.StoredFiles;
import dev.tintype.support.DataSettings;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Names the stored files of images to backup and restore.
 */
@Component
@Order(1)
class UploadedFiles implements StoredFiles {

	private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

	/** The id of the image and, except in older rows, that of the upload. */
	private static final Pattern STORED = Pattern.compile("[0-9a-f]{2}/" + ID + "(-" + ID + ")?\\.[a-z0-9]{1,8}");

	private final Path folder;

	UploadedFiles(DataSettings data) {
		this.folder = data.dataDir().resolve("uploads");
	}

	@Override
	public Path folder() {
		return this.folder;
	}

	@Override
	public boolean isStored(Path file) {
		return STORED.matcher(file.toString().replace('\\', '/')).matches();
	}

	@Override
	public List<String> relocations() {
		return List.of(StoredFiles.relocation("images", "is_stored AND"));
	}

}
