package dev.tintype.library.file;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

import dev.tintype.imaging.work.PictureFormat;
import dev.tintype.library.naming.NamingPattern;
import dev.tintype.library.naming.PhotoValues;
import dev.tintype.library.setting.LibrarySettings;
import dev.tintype.library.version.Version;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Chooses where the files of versions are stored.
 */
@Component
public class FileNaming {

	private static final NamingPattern ORIGINAL = NamingPattern.of("original", null);

	private final LibrarySettings settings;

	FileNaming(LibrarySettings settings) {
		this.settings = settings;
	}

	/**
	 * Chooses the place of an original.
	 * @param filename the original name
	 * @param format of the file
	 * @return a place in bronze, in the folder of today
	 */
	public static FilePlace bronze(String filename, PictureFormat format) {
		String stem = ORIGINAL.name(new PhotoValues(LocalDateTime.MIN, filename, null, null, null));
		return FilePlace.bronze(LocalDate.now(ZoneOffset.UTC), stem, suffix(filename, format));
	}

	// The user's spelling stays, unless it names another format.
	private static String suffix(String filename, PictureFormat format) {
		int dot = filename.lastIndexOf('.');
		String suffix = (dot > 0) ? filename.substring(dot) : "";
		List<String> usual = switch (format) {
			case JPEG -> List.of(".jpg", ".jpeg", ".jpe");
			case TIFF -> List.of(".tif", ".tiff");
			case PNG, GIF, WEBP, BMP -> List.of(format.suffix());
		};
		return usual.contains(suffix.toLowerCase(Locale.ROOT)) ? suffix : format.suffix();
	}

	/**
	 * Chooses the place of a higher version by the pattern of the settings.
	 * @param version with the columns that name it
	 * @param originalFilename of the asset
	 * @return a place in silver or gold
	 */
	public Mono<FilePlace> place(Version version, String originalFilename) {
		LocalDateTime time = (version.takenAt() != null) ? version.takenAt()
				: LocalDateTime.ofInstant(version.createdAt(), ZoneOffset.UTC);
		return this.settings.find(List.of(LibrarySettings.NAMING, LibrarySettings.CUSTOM_NAMING)).map((found) -> {
			NamingPattern pattern = NamingPattern.of(found.get(LibrarySettings.NAMING),
					found.get(LibrarySettings.CUSTOM_NAMING));
			String stem = pattern.name(new PhotoValues(time, originalFilename, version.camera(), version.lens(),
					version.aiShortDescription()));
			return FilePlace.of(version.tier().text(), time, stem, format(version).suffix());
		});
	}

	/**
	 * The format of the file of a version.
	 * @return JPEG for an unknown type in a row of another application
	 */
	public static PictureFormat format(Version version) {
		for (PictureFormat format : PictureFormat.values()) {
			if (format.mimeType().equals(version.mimeType())) {
				return format;
			}
		}
		return PictureFormat.JPEG;
	}

}
