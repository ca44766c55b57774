package dev.tintype.imaging.xmp;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import com.adobe.internal.xmp.XMPConst;
import com.adobe.internal.xmp.XMPException;
import com.adobe.internal.xmp.XMPMeta;
import com.adobe.internal.xmp.properties.XMPProperty;
import dev.tintype.support.Texts;
import org.jspecify.annotations.Nullable;

/**
 * Takes the fields from a parsed packet. A property of an unexpected form counts as
 * missing.
 */
final class XmpReading {

	private final XMPMeta meta;

	private int lostKeywords;

	XmpReading(XMPMeta meta) {
		this.meta = meta;
	}

	XmpFields fields() {
		String description = localized(XMPConst.NS_DC, "description");
		List<String> keywords = keywords();
		return new XmpFields(text(description, Texts.TEXT_LENGTH), keywords, rating(), people(),
				text(localized(XMPConst.NS_IPTCEXT, "Event"), Texts.NAME_LENGTH), regions(),
				description != null && isLonger(description.strip(), Texts.TEXT_LENGTH), this.lostKeywords, created(),
				coordinates(), isCorrected(XmpRegistry.DATE), isCorrected(XmpRegistry.PLACE));
	}

	// The parts of a hierarchical keyword are in dc:subject too.
	private List<String> keywords() {
		Map<String, String> keywords = new LinkedHashMap<>();
		Set<String> parts = new HashSet<>();
		for (String path : words(XmpRegistry.LIGHTROOM, "hierarchicalSubject")) {
			List<String> levels = Arrays.stream(path.split("\\|"))
				.map(XmpReading::tag)
				.filter((level) -> !level.isEmpty())
				.toList();
			levels.forEach((level) -> parts.add(key(level)));
			addKeyword(keywords, String.join("/", levels));
		}
		for (String subject : words(XMPConst.NS_DC, "subject")) {
			String keyword = tag(subject);
			if (!parts.contains(key(keyword))) {
				addKeyword(keywords, keyword);
			}
		}
		return List.copyOf(keywords.values());
	}

	private Collection<String> words(String namespace, String name) {
		this.lostKeywords += total(namespace, name) - count(namespace, name);
		return items(namespace, name);
	}

	private void addKeyword(Map<String, String> keywords, String keyword) {
		if (isLonger(keyword, Texts.NAME_LENGTH)) {
			this.lostKeywords++;
		}
		add(keywords, keyword);
	}

	private static void add(Map<String, String> keywords, String keyword) {
		if (Texts.fault(keyword, 1, Texts.NAME_LENGTH) == null) {
			keywords.putIfAbsent(key(keyword), keyword);
		}
	}

	private static String tag(String text) {
		return Normalizer.normalize(text.strip(), Normalizer.Form.NFC);
	}

	private static String key(String keyword) {
		return keyword.toLowerCase(Locale.ROOT);
	}

	private int rating() {
		String text = property(XMPConst.NS_XMP, "Rating");
		try {
			double rating = (text != null) ? Double.parseDouble(text) : 0;
			return (rating == -1 || (rating >= 1 && rating <= 5)) ? (int) rating : 0;
		}
		catch (NumberFormatException ex) {
			return 0;
		}
	}

	private List<String> people() {
		Map<String, String> names = new LinkedHashMap<>();
		for (String item : items(XMPConst.NS_IPTCEXT, "PersonInImage")) {
			add(names, tag(item));
		}
		return List.copyOf(names.values());
	}

	private List<FaceRegion> regions() {
		List<FaceRegion> regions = new ArrayList<>();
		int count = count(XmpRegistry.REGIONS, XmpWriting.REGION_LIST);
		for (int i = 1; i <= count; i++) {
			FaceRegion region = XmpWriting.isFace(this.meta, i) ? region(XmpWriting.region(i)) : null;
			if (region != null) {
				regions.add(region);
			}
		}
		return regions;
	}

	private @Nullable FaceRegion region(String path) {
		String name = property(XmpRegistry.REGIONS, path + "/mwg-rs:Name");
		Double x = number(path, "x");
		Double y = number(path, "y");
		Double width = number(path, "w");
		Double height = number(path, "h");
		String unit = property(XmpRegistry.REGIONS, path + "/mwg-rs:Area/stArea:unit");
		name = (name != null) ? tag(name) : "";
		if (x == null || y == null || width == null || height == null || (unit != null && !"normalized".equals(unit))
				|| Texts.fault(name, 1, Texts.NAME_LENGTH) != null) {
			return null;
		}
		double left = Math.max(0, x - width / 2);
		double top = Math.max(0, y - height / 2);
		double right = Math.min(1, x + width / 2);
		double bottom = Math.min(1, y + height / 2);
		return (right > left && bottom > top) ? new FaceRegion(name, left, top, right - left, bottom - top) : null;
	}

	private @Nullable Double number(String path, String name) {
		String text = property(XmpRegistry.REGIONS, path + "/mwg-rs:Area/stArea:" + name);
		try {
			double value = (text != null) ? Double.parseDouble(text) : Double.NaN;
			return Double.isFinite(value) ? value : null;
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

	private @Nullable LocalDateTime created() {
		String text = property(XMPConst.NS_PHOTOSHOP, "DateCreated");
		if (text == null || text.length() < 10) {
			return null;
		}
		try {
			LocalDate date = LocalDate.parse(text.substring(0, 10));
			// The zone follows the time, which is the time on the wall.
			String time = (text.length() > 11) ? text.substring(11).split("[Zz+-]")[0] : "00:00";
			return LocalDateTime.of(date, LocalTime.parse(time)).truncatedTo(ChronoUnit.MILLIS);
		}
		catch (DateTimeException | ArrayIndexOutOfBoundsException ex) {
			return null;
		}
	}

	private boolean isCorrected(String name) {
		return XMPConst.TRUESTR.equals(property(XmpRegistry.OURS, name));
	}

	private @Nullable Coordinates coordinates() {
		return Coordinates.of(Coordinates.degrees(property(XMPConst.NS_EXIF, "GPSLatitude")),
				Coordinates.degrees(property(XMPConst.NS_EXIF, "GPSLongitude")));
	}

	private @Nullable String localized(String namespace, String name) {
		try {
			XMPProperty text = this.meta.getLocalizedText(namespace, name, null, XMPConst.X_DEFAULT);
			return (text != null) ? text.getValue() : null;
		}
		catch (XMPException ex) {
			return property(namespace, name);
		}
	}

	private @Nullable String property(String namespace, String path) {
		try {
			XMPProperty property = this.meta.getProperty(namespace, path);
			return (property != null && property.getOptions().isSimple()) ? property.getValue() : null;
		}
		catch (XMPException ex) {
			return null;
		}
	}

	private Collection<String> items(String namespace, String name) {
		List<String> items = new ArrayList<>();
		int count = count(namespace, name);
		for (int i = 1; i <= count; i++) {
			String item = property(namespace, name + "[" + i + "]");
			if (item != null) {
				items.add(item);
			}
		}
		return items;
	}

	private int count(String namespace, String name) {
		return Math.min(XmpFields.MOST_ITEMS, total(namespace, name));
	}

	private int total(String namespace, String name) {
		try {
			return this.meta.countArrayItems(namespace, name);
		}
		catch (XMPException ex) {
			return 0;
		}
	}

	private static @Nullable String text(@Nullable String value, int most) {
		String text = (value != null) ? value.strip() : "";
		if (isLonger(text, most)) {
			text = text.substring(0, text.offsetByCodePoints(0, most));
		}
		return (Texts.fault(text, 1, most) == null) ? text : null;
	}

	private static boolean isLonger(String text, int most) {
		return text.length() > most && text.codePointCount(0, text.length()) > most;
	}

}
