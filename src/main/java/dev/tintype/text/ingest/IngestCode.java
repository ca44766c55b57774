package dev.tintype.text.ingest;

/**
 * The codes of documents that are named after their files.
 */
final class IngestCode {

	private IngestCode() {
	}

	/**
	 * Puts a code together.
	 * @param prefix of all codes of a request, which may be empty
	 * @param stem of the file's name
	 * @return the stem, behind the prefix and an underscore where there is one
	 */
	static String of(String prefix, String stem) {
		return prefix.isEmpty() ? stem : prefix + "_" + stem;
	}

	/**
	 * The stem of a name.
	 * @return the name without what follows its last dot, unless it begins with that
	 */
	static String stem(String name) {
		int dot = name.lastIndexOf('.');
		return (dot > 0) ? name.substring(0, dot) : name;
	}

}
