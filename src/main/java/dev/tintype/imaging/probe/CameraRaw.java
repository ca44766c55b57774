package dev.tintype.imaging.probe;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Distinguishes camera raw formats that are TIFFs from ordinary TIFFs. The first
 * directory of a raw file describes a small preview or the sensor data.
 */
final class CameraRaw {

	private static final int SUBFILE_TYPE = 254;

	private static final int COMPRESSION = 259;

	private static final int PHOTOMETRIC = 262;

	private static final int MAKE = 271;

	private static final int SUB_DIRECTORIES = 330;

	private static final int DNG_VERSION = 50706;

	/** Compressions that only cameras write. */
	private static final Set<Integer> COMPRESSIONS = Set.of(262, 32767, 32769, 32770, 34713, 65000, 65535);

	/** The raw format of each maker, by the beginning of the maker's name. */
	private static final Map<String, String> FORMATS = Map.ofEntries(Map.entry("NIKON", "NEF"),
			Map.entry("SONY", "ARW"), Map.entry("PENTAX", "PEF"), Map.entry("RICOH", "PEF"),
			Map.entry("SAMSUNG", "SRW"), Map.entry("HASSELBLAD", "3FR"), Map.entry("PHASE ONE", "IIQ"),
			Map.entry("KODAK", "DCR"), Map.entry("EASTMAN KODAK", "DCR"), Map.entry("EPSON", "ERF"),
			Map.entry("SEIKO EPSON", "ERF"), Map.entry("MAMIYA", "MEF"), Map.entry("LEAF", "MOS"),
			Map.entry("CANON", "CR2"), Map.entry("OLYMPUS", "ORF"), Map.entry("PANASONIC", "RW2"));

	private CameraRaw() {
	}

	/**
	 * The name of the raw format.
	 * @return a name such as {@code NEF}; null for an ordinary or damaged TIFF
	 * @throws IOException when reading fails
	 */
	static @Nullable String format(HeaderInput input) throws IOException {
		if (input.is(8, "CR\u0002")) {
			return "CR2";
		}
		if (input.is(8, "IIII")) {
			return "IIQ";
		}
		try {
			return format(new TiffDirectory(input, 0, input.size()));
		}
		catch (IOException ex) {
			return null;
		}
	}

	private static @Nullable String format(TiffDirectory directory) throws IOException {
		if (directory.has(DNG_VERSION)) {
			return "DNG";
		}
		long photometric = directory.value(PHOTOMETRIC);
		boolean preview = (directory.value(SUBFILE_TYPE) & 1) == 1 && directory.has(SUB_DIRECTORIES);
		boolean sensor = photometric == TiffSamples.SENSOR || photometric == TiffSamples.LINEAR_RAW
				|| COMPRESSIONS.contains((int) directory.value(COMPRESSION));
		if (!preview && !sensor) {
			return null;
		}
		String make = directory.text(MAKE).toUpperCase(Locale.ROOT);
		for (Map.Entry<String, String> maker : FORMATS.entrySet()) {
			if (make.startsWith(maker.getKey())) {
				return maker.getValue();
			}
		}
		return sensor ? "camera" : null;
	}

}
