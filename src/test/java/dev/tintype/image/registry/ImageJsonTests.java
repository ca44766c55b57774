package dev.tintype.image.registry;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonBytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ImageJsonTests {

	private static final List<String> TEXTS = List.of("", "a", "näher \"am\" Wasser\n", "\u0001\\ \uD83D\uDE80",
			"two cats asleep by the window");

	private final Random random = new Random(7);

	@Test
	void writesSameJsonAsMapper() {
		for (int i = 0; i < 2000; i++) {
			Image image = image();
			assertThat(text(ImageJson.of(image))).isEqualTo(text(Json.MAPPER.writeValueAsBytes(image)));
		}
	}

	@Test
	void writesSeveralImagesInSequence() {
		Image image = image();
		JsonBytes json = new JsonBytes(0);
		ImageJson.write(image, json);
		ImageJson.write(image, json);
		assertThat(text(json.toByteArray())).isEqualTo(text(ImageJson.of(image)).repeat(2));
	}

	@Test
	void urlOfThumbnailIsSameWithAndWithoutObjects() {
		for (int i = 0; i < 200; i++) {
			UUID id = new UUID(this.random.nextLong(), this.random.nextLong());
			long size = this.random.nextLong();
			Instant modified = moment();
			String url = ImageVersion.thumbnailUrl(id, ImageVersion.number(null, size, modified));
			JsonBytes json = new JsonBytes(0);
			ImageJson.thumbnail(id, ImageVersion.ofFile(size, micros(modified)), json);
			assertThat(text(json.toByteArray())).isEqualTo('"' + url + '"');
			assertThat(url).endsWith("?v=" + ImageVersion.of(false, "f".repeat(64), size, modified));
		}
	}

	@Test
	void versionFollowsContent() {
		String hash = "00ffed".repeat(10) + "abcd";
		Instant time = Instant.parse("2026-03-01T09:30:00.000001Z");
		assertThat(ImageVersion.of(true, hash, 5L, time)).isEqualTo("00ffed00ffed");
		assertThat(ImageVersion.of(true, "no hash at all", 5L, time)).isNull();
		assertThat(ImageVersion.of(false, null, null, time)).isNull();
		assertThat(List.of(5L, 6L)
			.stream()
			.flatMap((size) -> Stream.of(ImageVersion.of(false, hash, size, time),
					ImageVersion.of(false, hash, size, time.plusNanos(1000)))))
			.doesNotHaveDuplicates()
			.allMatch((version) -> version.matches("[0-9a-f]{12}"));
	}

	private static long micros(Instant moment) {
		return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
	}

	private Image image() {
		return new Image(new UUID(this.random.nextLong(), this.random.nextLong()), TEXTS.get(this.random.nextInt(5)),
				maybe(), this.random.nextBoolean() ? this.random.nextLong() : null, side(), side(), maybe(), maybe(),
				this.random.nextBoolean(), maybe(), maybe(), maybe(), maybe(), maybe(), maybe(), moment(), moment(),
				moment());
	}

	private @Nullable String maybe() {
		return this.random.nextBoolean() ? TEXTS.get(this.random.nextInt(5)) : null;
	}

	private @Nullable Integer side() {
		return this.random.nextBoolean() ? this.random.nextInt() : null;
	}

	private Instant moment() {
		return Instant.ofEpochSecond(this.random.nextLong(4_000_000_000L), 1000L * this.random.nextInt(1_000_000));
	}

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

}
