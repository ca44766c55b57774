package dev.tintype.imaging.xmp;

import java.time.LocalDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What the service reads from XMP.
 *
 * @param description dc:description
 * @param keywords dc:subject and lr:hierarchicalSubject, with {@code /} between levels
 * @param rating 1 to 5; -1 for rejected; 0 for none
 * @param people Iptc4xmpExt:PersonInImage
 * @param event Iptc4xmpExt:Event
 * @param regions named faces of mwg-rs:Regions, relative to the stored picture
 * @param isCut whether the description is only the beginning of a longer one
 * @param lostKeywords how many keywords are too long or too many, and are left out
 * @param created photoshop:DateCreated, without its zone
 * @param coordinates exif:GPSLatitude and exif:GPSLongitude
 * @param isDateCorrected whether a user of this service set the date, so that it takes
 * precedence over EXIF
 * @param isPlaceCorrected the same of the coordinates
 */
public record XmpFields(@Nullable String description, List<String> keywords, int rating, List<String> people,
		@Nullable String event, List<FaceRegion> regions, boolean isCut, int lostKeywords,
		@Nullable LocalDateTime created, @Nullable Coordinates coordinates,
		boolean isDateCorrected, boolean isPlaceCorrected) {

	/** The most items of a list that are read. */
	public static final int MOST_ITEMS = 10_000;

	/** The fields of a picture without XMP. */
	public static final XmpFields NONE = new XmpFields(null, List.of(), 0, List.of(), null, List.of(), false, 0, null,
			null, false, false);

	/**
	 * Adds another packet of the same picture.
	 * @param other fills the fields that are empty here
	 * @return all fields
	 */
	public XmpFields or(XmpFields other) {
		boolean hasOther = this.description == null;
		boolean hasOtherKeywords = this.keywords.isEmpty();
		return new XmpFields(hasOther ? other.description : this.description,
				hasOtherKeywords ? other.keywords : this.keywords,
				(this.rating != 0) ? this.rating : other.rating, this.people.isEmpty() ? other.people : this.people,
				(this.event != null) ? this.event : other.event, this.regions.isEmpty() ? other.regions : this.regions,
				hasOther ? other.isCut : this.isCut,
				hasOtherKeywords ? other.lostKeywords : this.lostKeywords,
				(this.created != null) ? this.created : other.created,
				(this.coordinates != null) ? this.coordinates : other.coordinates,
				(this.created != null) ? this.isDateCorrected : other.isDateCorrected,
				(this.coordinates != null) ? this.isPlaceCorrected : other.isPlaceCorrected);
	}

	/**
	 * The people that are named anywhere.
	 * @return people and names of regions, each once
	 */
	public Set<String> names() {
		Set<String> names = new LinkedHashSet<>(this.people);
		this.regions.forEach((region) -> names.add(region.name()));
		return names;
	}

}
