package dev.tintype.web.pages;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

import javax.imageio.ImageIO;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.tintype.testing.Http;
import dev.tintype.testing.browser.BrowserTest;
import dev.tintype.testing.browser.Drawing;
import dev.tintype.testing.browser.Tab;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.web.reactive.server.WebTestClient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * Makes the pictures of the pages that the README shows: {@code gallery.png} and
 * {@code caption-review.png} below {@code target/screenshots}.
 */
@BrowserTest
class GuidePicturesIntegrationTests {

	private static final int PICTURES = 35;

	private static final String FILTER = "filename STARTS WITH sketch";

	/** For each subject, pairs of texts of two models. */
	private static final Map<String, List<String>> TEXTS = Map.of("hills",
			List.of("The sun above a row of hills", "The evening sun above rolling hills", "Hills in four shades",
					"Four rows of hills in fading light", "A low sun, and hills without a tree",
					"A low sun over bare hills"),
			"boat",
			List.of("A sailing boat on a calm sea at dusk", "A small sailing boat on a calm lake at dusk",
					"A dinghy with two sails", "A dinghy with a white and a coloured sail", "A boat below the sun",
					"A sailing boat below a pale sun"),
			"forest",
			List.of("Fir trees in the mist", "A forest of fir trees in thick mist", "Tall firs, one behind the other",
					"Tall firs in three rows, fading into mist", "A dense wood", "A dense wood of tall firs"),
			"fruit",
			List.of("Four pieces of fruit on a table", "Four round pieces of fruit on a brown table", "Apples in a row",
					"Four apples in a row, red and green", "A still life with fruit",
					"A still life: fruit on a wooden table"),
			"town",
			List.of("Lit windows of a town at night", "A town at night, with light in most windows",
					"Office blocks after sunset", "Tall office blocks after sunset", "A skyline with bright windows",
					"The skyline of a town, with yellow windows"));

	private final Http http;

	private final Path folder;

	GuidePicturesIntegrationTests(@Autowired WebTestClient client, @Autowired Environment environment) {
		this.http = new Http(client);
		this.folder = Path.of(environment.getRequiredProperty("tintype.images.roots"), UUID.randomUUID().toString(),
				"Sketches");
	}

	@Test
	void galleryAndReviewShowDrawings(Tab tab) throws IOException {
		List<String> ids = register();
		save("florence-2", 0, ids);
		save("joy-caption", 1, ids.subList(0, PICTURES - 4));
		String filter = URLEncoder.encode("folder = \"" + this.folder + "\"", StandardCharsets.UTF_8);
		tab.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
		tab.open("/?sort=filename&filter=" + filter);
		assertThat(tab.page().getByText(PICTURES + " images")).isVisible();
		tab.press("ArrowRight", "Space", "ArrowRight", "ArrowRight", "Space");
		showAll(tab);
		tab.screenshot("gallery");

		tab.open("/captions?view=review&sort=filename&filter=" + URLEncoder.encode(FILTER, StandardCharsets.UTF_8));
		assertThat(tab.page()
			.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Texts"))
			.getByRole(AriaRole.BUTTON)).hasCount(2);
		tab.press("1", "2", "1", "2", "1");
		assertThat(tab.page().getByText("6 of " + PICTURES)).isVisible();
		assertThat(tab.page().getByText("taken for sketch-05.jpg")).isVisible();
		showAll(tab);
		tab.screenshot("caption-review");
	}

	/** Waits until all pictures are there and have faded in. */
	private static void showAll(Tab tab) {
		tab.page()
			.evaluate("async () => { await Promise.all([...document.querySelectorAll('main img')]"
					+ ".map((img) => img.decode())); await Promise.all(document.getAnimations().map((each) => each.finished)); }");
	}

	private List<String> register() throws IOException {
		Files.createDirectories(this.folder);
		for (int i = 0; i < PICTURES; i++) {
			ImageIO.write(Drawing.of(i), "jpg", this.folder.resolve("%s-%02d.jpg".formatted("sketch", i + 1)).toFile());
		}
		this.http.post("/api/images/register-folder", Map.of("folder_path", this.folder.toString()));
		List<String> ids = new ArrayList<>();
		this.http.get("/api/images?sort=filename&per_page=100&filter={filter}", FILTER)
			.json()
			.path("items")
			.forEach((image) -> ids.add(image.path("image_id").asString()));
		return ids;
	}

	private void save(String model, int text, List<String> ids) {
		List<Map<String, String>> captions = IntStream.range(0, ids.size())
			.filter((i) -> i % 7 != 6)
			.mapToObj((i) -> Map.of("image_id", ids.get(i), "caption",
					Objects.requireNonNull(TEXTS.get(Drawing.subject(i))).get(i / 5 % 3 * 2 + text), "model", model))
			.toList();
		this.http.post("/api/captions", Map.of("captions", captions));
	}

}
