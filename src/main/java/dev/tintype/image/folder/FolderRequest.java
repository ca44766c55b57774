package dev.tintype.image.folder;

import dev.tintype.image.registry.ImageRoots;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;

/**
 * The body of a request to register or scan a folder.
 *
 * @param folderPath an absolute path
 * @param recursive whether to include subfolders
 */
record FolderRequest(String folderPath, boolean recursive) {

	/**
	 * Reads the body.
	 */
	static FolderRequest read(byte[] body) {
		JsonFields fields = new JsonFields(Json.read(body), "");
		FolderRequest request = new FolderRequest(fields.text("folder_path", 1, ImageRoots.PATH_BYTES),
				fields.flag("recursive", false));
		fields.check();
		return request;
	}

}
