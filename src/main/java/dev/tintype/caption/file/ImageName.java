package dev.tintype.caption.file;

import java.nio.file.FileSystems;
import java.util.UUID;

import dev.tintype.support.Ids;
import org.jspecify.annotations.Nullable;

/**
 * The names of images in files of captions: paths relative to a folder, with slashes on
 * every system. An image that has no path below that folder is named by its id and its
 * file name.
 */
public final class ImageName {

	private static final String SEPARATOR = FileSystems.getDefault().getSeparator();

	private ImageName() {
	}

	/**
	 * Names an image.
	 * @param path absolute, null if the file is not a registered one
	 * @param filename of the image
	 * @param root absolute, as {@link #folder} returns it; empty for none
	 * @return unique among all images
	 */
	public static String of(UUID imageId, @Nullable String path, String filename, String root) {
		if (path != null && !root.isEmpty() && path.startsWith(root)) {
			return slashed(path.substring(root.length()));
		}
		String own = filename.substring(Math.max(filename.lastIndexOf('/'), filename.lastIndexOf('\\')) + 1);
		boolean isName = !own.isEmpty() && !own.equals(".") && !own.equals("..");
		return imageId + "/" + (isName ? own : "image");
	}

	/**
	 * Writes a path with slashes.
	 * @param path absolute or relative
	 * @return the same path
	 */
	public static String slashed(String path) {
		return SEPARATOR.equals("/") ? path : path.replace(SEPARATOR, "/");
	}

	/**
	 * Returns a folder as a prefix of the paths below it.
	 * @param folder absolute, with or without a separator at its end
	 * @return with a separator at its end
	 */
	public static String folder(String folder) {
		return folder.endsWith(SEPARATOR) ? folder : folder + SEPARATOR;
	}

	/**
	 * Returns the folder that two paths have in common.
	 * @return with a separator at its end
	 */
	static String common(String first, String last) {
		int length = 0;
		while (length < Math.min(first.length(), last.length()) && first.charAt(length) == last.charAt(length)) {
			length++;
		}
		int end = first.lastIndexOf(SEPARATOR, Math.max(0, length - 1));
		return (length > 0 && end >= 0) ? first.substring(0, end + SEPARATOR.length()) : "";
	}

	/**
	 * Returns the path that a name stands for.
	 * @param name absolute, or relative to the folder
	 * @param root as {@link #folder} returns it; empty for none
	 * @return null if the name is relative and there is no folder
	 */
	public static @Nullable String path(String name, String root) {
		String local = SEPARATOR.equals("/") ? name : name.replace("/", SEPARATOR);
		boolean isAbsolute = local.startsWith(SEPARATOR) || (!SEPARATOR.equals("/") && local.startsWith(":", 1));
		if (isAbsolute) {
			return local;
		}
		return root.isEmpty() ? null : root + local;
	}

	/**
	 * Returns the id in a name that {@link #of} has given to an image without a path.
	 * @return null if there is none
	 */
	public static @Nullable UUID id(String name) {
		int slash = name.indexOf('/');
		return (slash > 0 && name.lastIndexOf('/') == slash) ? Ids.parse(name.substring(0, slash)) : null;
	}

	/**
	 * Removes the suffix of a name, as trainers do to find the caption of a picture.
	 * @param name of a file, or a path
	 * @return the same name if it has no suffix
	 */
	public static String stem(String name) {
		int start = last(name);
		int dot = name.lastIndexOf('.');
		boolean isSuffix = dot > start && !name.substring(start, dot).chars().allMatch((c) -> c == '.');
		return isSuffix ? name.substring(0, dot) : name;
	}

	/**
	 * Returns the last part of a path.
	 * @param name absolute or relative
	 * @return the name in its folder
	 */
	public static String base(String name) {
		return name.substring(last(name));
	}

	private static int last(String name) {
		return Math.max(name.lastIndexOf('/'), SEPARATOR.equals("/") ? -1 : name.lastIndexOf(SEPARATOR)) + 1;
	}

}
