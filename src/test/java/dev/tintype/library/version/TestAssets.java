package dev.tintype.library.version;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import dev.tintype.support.Ids;
import dev.tintype.web.http.Json;

/**
 * Makes assets for tests.
 */
public final class TestAssets {

	private TestAssets() {
	}

	/**
	 * Returns a live asset without an image, whose versions have the same keywords.
	 */
	public static Asset of(String name, List<String> keywords, Tier... tiers) {
		UUID id = Ids.next();
		Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
		return new Asset(id, name, null, null, now,
				List.of(tiers).stream().map((tier) -> version(id, tier, name, keywords)).toList());
	}

	/**
	 * Returns a version that has no values where none are needed.
	 */
	public static Version version(UUID asset, Tier tier, String name, List<String> keywords) {
		Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
		return new Version(Ids.next(), asset, tier, "/library/" + tier.text() + "/" + name, "0".repeat(64), 1_000L,
				"image/jpeg", null, false, 0, keywords, null, null, null, null, ProcessingState.PROCESSED, now, now, 1,
				null, null, null, null, null, null, null, null, null, null);
	}

	/**
	 * Returns a copy in which every column has a value.
	 */
	public static Version full(Version version) {
		return version.toBuilder()
			.reviewed(true)
			.rating(4)
			.metadata(Json.MAPPER.readTree("{\"ai\":{\"longDescription\":\"Der \u00DCBERblick\"}}"))
			.location("Fuji = ''")
			.eventType("holiday")
			.eventName("New Year's Day")
			.aiShortDescription("=")
			.state(ProcessingState.PROMOTED)
			.taken(LocalDateTime.parse("2024-07-04T10:11:12.345"), Version.USER)
			.camera("Canon")
			.lens("50mm")
			.coordinates(35.36, -138.73, "exif")
			.phash(-1L >>> 1)
			.embedded(false)
			.embeddedCaptionId(Ids.next())
			.build();
	}

}
