package dev.tintype.image.folder;

import dev.tintype.image.registry.ImageRoots;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;

/**
 * The body that asks for a folder to be registered or scanned.
 *
 * @param folderPath an absolute path
 * @param recursive whether the folders in it are meant too
 */
record FolderRequest(String folderPath, boolean recursive) {

	/**
	 * Reads it.
	 * @return what it asks for
	 */
	static FolderRequest read(byte[] body) {
		JsonFields fields = new JsonFields(Json.read(body), "");
		FolderRequest request = new FolderRequest(fields.text("folder_path", 1, ImageRoots.PATH_BYTES),
				fields.flag("recursive", false));
		fields.check();
		return request;
	}

}
