package dev.tintype.operation.job;

/**
 * Describes the result file of a job to those who download it.
 *
 * @param name of the file, in ASCII without quotes
 * @param type its media type
 */
public record JobFile(String name, String type) {

	/** Describes a file whose type is not known. */
	static final JobFile UNKNOWN = new JobFile("result", "application/octet-stream");

}
