package dev.tintype.support;

import java.nio.file.FileSystemException;

/**
 * A path leads to a place that the service may not read.
 */
public class OutsideRootsException extends FileSystemException {

	private static final long serialVersionUID = 1L;

	OutsideRootsException(String path) {
		super(path, null, "lies outside the folders that may be read");
	}

}
