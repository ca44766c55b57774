package dev.tintype.imaging.xmp;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import com.adobe.internal.xmp.XMPConst;
import com.adobe.internal.xmp.XMPException;
import com.adobe.internal.xmp.XMPMeta;
import com.adobe.internal.xmp.options.PropertyOptions;
import com.adobe.internal.xmp.properties.XMPProperty;
import org.jspecify.annotations.Nullable;

/**
 * Writes fields into a parsed packet.
 */
final class XmpWriting {

	/** Path of the faces and other regions. */
	static final String REGION_LIST = "Regions/mwg-rs:RegionList";

	private static final String REGIONS = "Regions";

	private static final PropertyOptions STRUCT = new PropertyOptions().setStruct(true);

	private static final PropertyOptions BAG = new PropertyOptions().setArray(true);

	private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);

	private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS",
			Locale.ROOT);

	private final XMPMeta meta;

	XmpWriting(XMPMeta meta) {
		this.meta = meta;
	}

	void write(EmbeddedFields fields) throws XMPException {
		localized(XMPConst.NS_DC, "description", fields.description());
		bag(XMPConst.NS_DC, "subject", subjects(fields));
		bag(XmpRegistry.LIGHTROOM, "hierarchicalSubject", paths(fields.keywords()));
		simple(XMPConst.NS_XMP, "Rating", fields.isRated() ? Integer.toString(fields.rating()) : null);
		if (fields.people() != null) {
			bag(XMPConst.NS_IPTCEXT, "PersonInImage", fields.people());
		}
		if (fields.event() != null) {
			localized(XMPConst.NS_IPTCEXT, "Event", fields.event());
		}
		if (fields.regions() != null) {
			regions(fields.regions());
		}
		if (fields.takenAt() != null) {
			takenAt(fields.takenAt());
		}
		Coordinates coordinates = fields.coordinates();
		if (coordinates != null) {
			simple(XMPConst.NS_EXIF, "GPSLatitude", Coordinates.text(coordinates.latitude(), 'N', 'S'));
			simple(XMPConst.NS_EXIF, "GPSLongitude", Coordinates.text(coordinates.longitude(), 'E', 'W'));
			simple(XmpRegistry.OURS, XmpRegistry.PLACE, XMPConst.TRUESTR);
		}
	}

	private static Set<String> subjects(EmbeddedFields fields) {
		Set<String> subjects = new LinkedHashSet<>();
		for (String keyword : fields.keywords()) {
			subjects.add(keyword.substring(keyword.lastIndexOf('/') + 1));
		}
		subjects.addAll(fields.tags());
		return subjects;
	}

	// If one keyword has levels, all are listed, so that a reader finds their order.
	private static List<String> paths(List<String> keywords) {
		return keywords.stream().anyMatch((keyword) -> keyword.contains("/")) ? keywords.stream()
			.filter((keyword) -> !keyword.contains("|"))
			.map((keyword) -> keyword.replace('/', '|'))
			.toList() : List.of();
	}

	private void takenAt(LocalDateTime time) throws XMPException {
		String text = ((time.getNano() == 0) ? DATE : MILLIS).format(time);
		simple(XMPConst.NS_EXIF, "DateTimeOriginal", text);
		simple(XMPConst.NS_PHOTOSHOP, "DateCreated", text);
		simple(XmpRegistry.OURS, XmpRegistry.DATE, XMPConst.TRUESTR);
	}

	private void localized(String namespace, String name, @Nullable String text) throws XMPException {
		String value = (text != null) ? clean(text) : "";
		if (value.isBlank()) {
			this.meta.deleteProperty(namespace, name);
			return;
		}
		XMPProperty existing = this.meta.getProperty(namespace, name);
		if (existing != null && !existing.getOptions().isArrayAltText()) {
			this.meta.deleteProperty(namespace, name);
		}
		this.meta.setLocalizedText(namespace, name, "", XMPConst.X_DEFAULT, value);
	}

	private void simple(String namespace, String name, @Nullable String value) throws XMPException {
		this.meta.deleteProperty(namespace, name);
		if (value != null) {
			this.meta.setProperty(namespace, name, value);
		}
	}

	private void bag(String namespace, String name, Iterable<String> items) throws XMPException {
		this.meta.deleteProperty(namespace, name);
		for (String item : items) {
			String value = clean(item);
			if (!value.isBlank()) {
				this.meta.appendArrayItem(namespace, name, BAG, value, null);
			}
		}
	}

	// The named faces are replaced; pets, focus points and unknown faces stay.
	private void regions(EmbeddedFields.Regions regions) throws XMPException {
		for (int i = this.meta.countArrayItems(XmpRegistry.REGIONS, REGION_LIST); i >= 1; i--) {
			XMPProperty name = this.meta.getProperty(XmpRegistry.REGIONS, region(i) + "/mwg-rs:Name");
			if (isFace(this.meta, i) && name != null) {
				this.meta.deleteArrayItem(XmpRegistry.REGIONS, REGION_LIST, i);
			}
		}
		if (this.meta.countArrayItems(XmpRegistry.REGIONS, REGION_LIST) + regions.faces().size() == 0) {
			this.meta.deleteProperty(XmpRegistry.REGIONS, REGIONS);
			return;
		}
		boolean turned = regions.orientation() >= 5;
		String size = REGIONS + "/mwg-rs:AppliedToDimensions";
		this.meta.setProperty(XmpRegistry.REGIONS, REGIONS, null, STRUCT);
		this.meta.setProperty(XmpRegistry.REGIONS, size, null, STRUCT);
		field(size, "stDim:w", Integer.toString(turned ? regions.height() : regions.width()));
		field(size, "stDim:h", Integer.toString(turned ? regions.width() : regions.height()));
		field(size, "stDim:unit", "pixel");
		for (FaceRegion face : regions.faces()) {
			region(face.stored(regions.orientation()));
		}
	}

	private void region(FaceRegion face) throws XMPException {
		this.meta.appendArrayItem(XmpRegistry.REGIONS, REGION_LIST, BAG, null, STRUCT);
		String path = region(this.meta.countArrayItems(XmpRegistry.REGIONS, REGION_LIST));
		field(path, "mwg-rs:Name", clean(face.name()));
		field(path, "mwg-rs:Type", "Face");
		String area = path + "/mwg-rs:Area";
		this.meta.setProperty(XmpRegistry.REGIONS, area, null, STRUCT);
		field(area, "stArea:x", number(face.x() + face.width() / 2));
		field(area, "stArea:y", number(face.y() + face.height() / 2));
		field(area, "stArea:w", number(face.width()));
		field(area, "stArea:h", number(face.height()));
		field(area, "stArea:unit", "normalized");
	}

	private void field(String path, String name, String value) throws XMPException {
		this.meta.setProperty(XmpRegistry.REGIONS, path + "/" + name, value);
	}

	private static String number(double value) {
		return String.format(Locale.ROOT, "%.6f", value);
	}

	static String region(int i) {
		return REGION_LIST + "[" + i + "]";
	}

	static boolean isFace(XMPMeta meta, int i) {
		try {
			XMPProperty type = meta.getProperty(XmpRegistry.REGIONS, region(i) + "/mwg-rs:Type");
			return type != null && "Face".equalsIgnoreCase(type.getValue());
		}
		catch (XMPException ex) {
			return false;
		}
	}

	// XML cannot hold other control characters, and a reader would turn CR into LF.
	private static String clean(String text) {
		StringBuilder clean = new StringBuilder(text.length());
		text.codePoints().filter((c) -> c > 0xFFFF || XmpText.isAllowed((char) c)).forEach(clean::appendCodePoint);
		return clean.toString().replace("\r\n", "\n").replace('\r', '\n');
	}

}
