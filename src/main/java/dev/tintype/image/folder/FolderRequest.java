package dev.tintype.image.folder;

import java.util.List;

import dev.tintype.image.root.ImageRoots;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request to register or scan a folder.
 *
 * @param folderPath an absolute path
 * @param recursive whether to include subfolders
 * @param sidecars the suffix of the text files whose captions are imported, null for none
 */
record FolderRequest(String folderPath, boolean recursive, @Nullable String sidecars) {

	private static final List<String> EXTENSIONS = List.of(".txt", ".caption");

	/**
	 * Reads the body.
	 */
	static FolderRequest read(byte[] body) {
		JsonFields fields = new JsonFields(Json.read(body), "");
		FolderRequest request = new FolderRequest(fields.text("folder_path", 1, ImageRoots.PATH_BYTES),
				fields.flag("recursive", false), fields.optionalWord("sidecars", EXTENSIONS));
		fields.check();
		return request;
	}

}
