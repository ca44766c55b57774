package dev.tintype.library.file;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import dev.tintype.operation.archive.StoredFiles;
import dev.tintype.support.DataSettings;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Names the files of the library to backup and restore.
 */
@Component
@Order(2)
class ArchivedFiles implements StoredFiles {

	private static final Pattern STORED = Pattern
		.compile("(bronze/batch_\\d{4,}-\\d{2}-\\d{2}|(silver|gold)/\\d{4}/\\d{2})/(?!\\.{1,2}$)[^/]{1,255}");

	private final Path folder;

	ArchivedFiles(DataSettings data) {
		this.folder = data.dataDir().resolve("library");
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
		return List.of(StoredFiles.relocation("images", "is_stored AND"), StoredFiles.relocation("file_versions", ""));
	}

}
