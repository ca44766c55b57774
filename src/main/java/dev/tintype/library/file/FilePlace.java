package dev.tintype.library.file;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Locale;

/**
 * Where a file of the library should be stored. If the name is taken, the file gets a
 * number.
 *
 * @param folder below the library, without a slash at its ends
 * @param stem of the name, which is valid as a file name and has at most 200 bytes with
 * the suffix
 * @param suffix of the name, with its dot
 */
public record FilePlace(String folder, String stem, String suffix) {

	/**
	 * The place of an original.
	 * @param day of the ingest
	 * @return a place in bronze
	 */
	public static FilePlace bronze(LocalDate day, String stem, String suffix) {
		return new FilePlace("bronze/batch_" + day, stem, suffix);
	}

	/**
	 * The place of a higher version.
	 * @param tier {@code silver} or {@code gold}
	 * @param time at which the picture was taken, else created
	 * @return a place in the folder of its month
	 */
	public static FilePlace of(String tier, LocalDateTime time, String stem, String suffix) {
		return new FilePlace(String.format(Locale.ROOT, "%s/%04d/%02d", tier, time.getYear(), time.getMonthValue()),
				stem, suffix);
	}

	/**
	 * The key of the file.
	 * @param number 0 for the name without a number
	 */
	String key(int number) {
		return LibraryFiles.AREA + this.folder + "/" + this.stem + ((number > 0) ? "_" + number : "") + this.suffix;
	}

}
