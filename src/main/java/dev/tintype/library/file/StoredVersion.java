package dev.tintype.library.file;

import java.util.UUID;

/**
 * The file of a version, as its row describes it.
 *
 * @param id of the photo
 * @param location of the file
 * @param size in bytes
 * @param hash SHA-256 of its bytes in hex
 */
record StoredVersion(UUID id, String location, long size, String hash) {

	String text() {
		return "photo " + this.id + ", " + this.location;
	}

}
