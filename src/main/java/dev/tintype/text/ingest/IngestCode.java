package dev.tintype.text.ingest;

/**
 * Derives the codes of documents from the names of their files.
 */
final class IngestCode {

	private IngestCode() {
	}

	/**
	 * Builds a code.
	 * @param prefix of all codes of a request, which may be empty
	 * @param stem of the name of the file
	 * @return the stem, after the prefix and an underscore if there is a prefix
	 */
	static String of(String prefix, String stem) {
		return prefix.isEmpty() ? stem : prefix + "_" + stem;
	}

	/**
	 * Returns the stem of a name.
	 * @return the name up to its last dot; the whole name if that dot is its first
	 * character or there is none
	 */
	static String stem(String name) {
		int dot = name.lastIndexOf('.');
		return (dot > 0) ? name.substring(0, dot) : name;
	}

}
