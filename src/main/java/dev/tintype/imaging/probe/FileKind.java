package dev.tintype.imaging.probe;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Names the kind of a file that is not a supported picture, by its first bytes. Only
 * messages use the names.
 */
final class FileKind {

	/** The kind of file for each beginning. Longer beginnings come first. */
	private static final Map<String, String> BEGINNINGS = beginnings();

	private static final Map<String, String> RIFF = Map.of("AVI ", "an AVI video", "WAVE", "a WAV sound", "CDXA",
			"an MPEG video", "ACON", "an animated cursor");

	private static final Pattern NETPBM = Pattern.compile("P[1-7Ff]\\s[0-9#W]");

	private FileKind() {
	}

	private static Map<String, String> beginnings() {
		Map<String, String> kinds = new LinkedHashMap<>();
		pictures(kinds);
		kinds.put("%PDF-", "a PDF document");
		kinds.put("%!PS", "a PostScript document");
		kinds.put("\u00C5\u00D0\u00D3\u00C6", "an EPS document");
		kinds.put("{\\rtf", "an RTF document");
		kinds.put("\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1", "a Microsoft Office document");
		kinds.put("AT&TFORM", "a DjVu document");
		kinds.put("PK\3\4", "a ZIP archive");
		kinds.put("PK\5\6", "a ZIP archive");
		kinds.put("PK\7\b", "a ZIP archive");
		kinds.put("\u001F\u008B", "a gzip file");
		kinds.put("BZh", "a bzip2 file");
		kinds.put("\u00FD7zXZ\0", "an XZ file");
		kinds.put("(\u00B5/\u00FD", "a Zstandard file");
		kinds.put("7z\u00BC\u00AF'\u001C", "a 7z archive");
		kinds.put("Rar!\u001A\7", "a RAR archive");
		kinds.put("\u001AE\u00DF\u00A3", "a Matroska or WebM video");
		kinds.put("OggS", "an Ogg sound or video");
		kinds.put("fLaC", "a FLAC sound");
		kinds.put("ID3", "an MP3 sound");
		kinds.put("FLV\1", "a Flash video");
		kinds.put("0&\u00B2u\u008Ef\u00CF\u0011", "a Windows Media file");
		kinds.put("\0\0\1\u00BA", "an MPEG video");
		kinds.put("\0\0\1\u00B3", "an MPEG video");
		kinds.put("SQLite format 3\0", "an SQLite database");
		kinds.put("\u0089HDF\r\n\u001A\n", "an HDF5 file");
		kinds.put("\u0093NUMPY", "a NumPy array");
		kinds.put("\u007FELF", "a program");
		kinds.put("MZ", "a program");
		return kinds;
	}

	private static void pictures(Map<String, String> kinds) {
		kinds.put("\0\0\0\fJXL \r\n\u0087\n", "a JPEG XL picture");
		kinds.put("\u00FF\n", "a JPEG XL picture");
		kinds.put("\0\0\0\fjP  \r\n\u0087\n", "a JPEG 2000 picture");
		kinds.put("\u00FFO\u00FFQ", "a JPEG 2000 picture");
		kinds.put("8BPS", "a Photoshop document (PSD)");
		kinds.put("\0\0\1\0", "a Windows icon (ICO)");
		kinds.put("\0\0\2\0\0\0\0\0", "a TGA picture");
		kinds.put("\0\0\n\0\0\0\0\0", "a TGA picture");
		kinds.put("\0\0\2\0", "a Windows cursor (CUR)");
		kinds.put("FUJIFILMCCD-RAW", raw("RAF"));
		kinds.put("IIRO", raw("ORF"));
		kinds.put("IIRS", raw("ORF"));
		kinds.put("MMOR", raw("ORF"));
		kinds.put("IIU\0", raw("RW2"));
		kinds.put("FOVb", raw("X3F"));
		kinds.put("\0MRM", raw("MRW"));
		kinds.put("II\u00BC\1", "a JPEG XR picture");
		kinds.put("v/1\1", "an OpenEXR picture");
		kinds.put("#?RADIANCE", "a Radiance HDR picture");
		kinds.put("#?RGBE", "a Radiance HDR picture");
		kinds.put("gimp xcf", "a GIMP picture (XCF)");
		kinds.put("DDS ", "a DDS texture");
		kinds.put("qoif", "a QOI picture");
		kinds.put("icns", "an Apple icon (ICNS)");
		kinds.put("BPG\u00FB", "a BPG picture");
		kinds.put("FLIF", "a FLIF picture");
		kinds.put("\u008AMNG", "an MNG animation");
		kinds.put("SIMPLE  =", "a FITS picture");
		kinds.put("\u00D7\u00CD\u00C6\u009A", "a Windows metafile (WMF)");
		kinds.put("\n\5\1", "a PCX picture");
		kinds.put("\n\3\1", "a PCX picture");
		kinds.put("\n\2\1", "a PCX picture");
		kinds.put("\u008BJNG", "a JNG picture");
		kinds.put("\0\5\u0016\7", "an AppleDouble file of macOS");
	}

	private static String raw(String format) {
		return "a camera RAW picture (" + format + ")";
	}

	/**
	 * Names a file.
	 * @param input a file that is not a supported picture
	 * @return the name with its article, such as {@code a PDF document}; null when the
	 * kind is unknown
	 * @throws IOException when reading fails
	 */
	static @Nullable String of(HeaderInput input) throws IOException {
		if (input.size() == 0) {
			return "an empty file";
		}
		if (TiffDirectory.isTiff(input, 0)) {
			String format = CameraRaw.format(input);
			return (format == null || format.equals("camera")) ? "a camera RAW picture" : raw(format);
		}
		String media = media(input);
		if (media != null) {
			return media;
		}
		for (Map.Entry<String, String> kind : BEGINNINGS.entrySet()) {
			if (input.is(0, kind.getKey())) {
				return kind.getValue();
			}
		}
		return elsewhere(input);
	}

	private static @Nullable String elsewhere(HeaderInput input) throws IOException {
		if (input.is(6, "HEAPCCDR")) {
			return raw("CRW");
		}
		if (input.is(128, "DICM")) {
			return "a DICOM picture";
		}
		if (input.is(257, "ustar")) {
			return "a tar archive";
		}
		if (input.is(40, " EMF")) {
			return "a Windows metafile (EMF)";
		}
		if (input.is(input.size() - 18, "TRUEVISION-XFILE.\0")) {
			return "a TGA picture";
		}
		return isNetpbm(input) ? "a Netpbm picture" : TextKind.of(input);
	}

	// The pixels after the header may be binary or text.
	private static boolean isNetpbm(HeaderInput input) throws IOException {
		StringBuilder start = new StringBuilder();
		for (int i = 0; i < Math.min(4, input.size()); i++) {
			start.append((char) input.u8(i));
		}
		return NETPBM.matcher(start).matches();
	}

	// A container names its content after its own signature.
	private static @Nullable String media(HeaderInput input) throws IOException {
		if (input.is(0, "RIFF") && input.size() >= 12) {
			return RIFF.getOrDefault(four(input, 8), "a RIFF file");
		}
		if (input.is(4, "ftyp")) {
			return brand(input);
		}
		for (String atom : new String[] { "moov", "mdat", "wide", "pnot" }) {
			if (input.is(4, atom)) {
				return "a QuickTime video (MOV)";
			}
		}
		return null;
	}

	// ISO/IEC 14496-12, 4.3: the major brand, a version, and the compatible brands. If
	// the major brand only names the container, a compatible brand names the coding.
	private static String brand(HeaderInput input) throws IOException {
		long end = Math.min(Math.min(input.u32(0), 256), input.size());
		String general = null;
		for (long at = 8; at + 4 <= Math.max(end, 12) && at + 4 <= input.size(); at += (at == 8) ? 8 : 4) {
			String kind = brand(four(input, at));
			if (kind != null && !kind.equals("a HEIF picture")) {
				return kind;
			}
			general = (general != null) ? general : kind;
		}
		return (general != null) ? general : "an MP4 video";
	}

	private static @Nullable String brand(String brand) {
		return switch (brand) {
			case "avif", "avis" -> "an AVIF picture";
			case "heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs" -> "an HEIC picture";
			case "mif1", "mif2", "msf1", "miaf", "jpeg", "jpgs", "avci", "avcs", "vvic", "evbi" -> "a HEIF picture";
			case "crx " -> raw("CR3");
			case "jxl " -> "a JPEG XL picture";
			case "jp2 ", "jpx ", "jpm ", "mjp2", "jph " -> "a JPEG 2000 picture";
			case "qt  " -> "a QuickTime video (MOV)";
			case "M4A ", "M4B " -> "an MPEG-4 sound";
			case "isom", "iso2", "iso4", "iso5", "iso6", "mp41", "mp42", "avc1", "M4V ", "MSNV", "dash", "f4v " ->
				"an MP4 video";
			default -> brand.startsWith("3g") ? "a 3GP video" : null;
		};
	}

	private static String four(HeaderInput input, long at) throws IOException {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < 4; i++) {
			text.append((char) input.u8(at + i));
		}
		return text.toString();
	}

}
