package dev.tintype.web.pages;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.imageio.ImageIO;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import dev.tintype.testing.Http;
import dev.tintype.testing.browser.BrowserTest;
import dev.tintype.testing.browser.Tab;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

@BrowserTest
class CaptionsPageIntegrationTests {

	private static final int PICTURES = 4;

	private final Http http;

	private final Path folder;

	/**
	 * Part of the file names and texts of a test, so that it sees no image of another.
	 */
	private final String mark = UUID.randomUUID().toString();

	private final List<String> ids = new ArrayList<>();

	CaptionsPageIntegrationTests(@Autowired WebTestClient client, @Autowired Environment environment) {
		this.http = new Http(client);
		this.folder = Path.of(environment.getRequiredProperty("tintype.images.roots"), this.mark);
	}

	@BeforeEach
	void registerPictures() throws IOException {
		Files.createDirectory(this.folder);
		for (int i = 0; i < PICTURES; i++) {
			Path file = this.folder.resolve(this.mark + "-" + i + ".png");
			ImageIO.write(new BufferedImage(60 + 20 * i, 40, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
		}
		this.http.post("/api/images/register-folder", Map.of("folder_path", this.folder.toString()));
		this.http.get("/api/images?sort=filename&search=" + this.mark)
			.json()
			.path("items")
			.forEach((image) -> this.ids.add(image.path("image_id").asString()));
	}

	@Test
	void keysOfReviewTakeWriteClearAndUndo(Tab tab) {
		caption(this.mark + " one", "a cat");
		caption(this.mark + " two", "a dog");
		tab.open(address("review", "&sort=filename"));
		Locator place = tab.page().locator(".captions-place");
		assertThat(place).hasText("1 of 4");
		assertThat(tab.page().locator("mark").getByText("cat")).isVisible();
		Locator texts = tab.page().getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Texts"));
		assertThat(texts.getByRole(AriaRole.BUTTON)).hasCount(2);
		String key = texts.getByRole(AriaRole.BUTTON)
			.filter(new Locator.FilterOptions().setHasText("a cat"))
			.locator("kbd")
			.textContent();

		// The keys are pressed before any response, and are processed in order.
		tab.press(key, "e");
		tab.page().keyboard().type(", that sleeps");
		tab.press("Control+Enter", "x", "j");

		assertThat(tab.page().getByText("The end of the list.")).isVisible();
		assertThat(tab.page().getByText("cleared")).isVisible();
		assertCaptions().containsExactly("a cat", "a dog, that sleeps", "null", "a dog");
		tab.press("Control+z");
		assertThat(place).containsText("3 of 4");
		assertCaptions().element(2).isEqualTo("a dog");
		tab.press("k", "k");
		assertThat(place).containsText("1 of 4");
		assertThat(texts.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setPressed(true)))
			.containsText("a cat");
		tab.check("captions-review");
	}

	@Test
	void textThatWasSavedElsewhereStays(Tab tab) {
		tab.open(address("review", "&sort=filename&list=uncaptioned"));
		assertThat(tab.find(AriaRole.TEXTBOX, "Caption").or(tab.find(AriaRole.COMBOBOX, "Caption"))).isFocused();
		tab.page().keyboard().type("Mine");
		this.http.send(HttpMethod.PUT, "/api/images/" + this.ids.get(0) + "/caption", MediaType.APPLICATION_JSON,
				"{\"caption\":\"Theirs\",\"source\":\"human\"}".getBytes(StandardCharsets.UTF_8));
		tab.expect("status of 409");

		tab.press("Control+Enter");

		Locator conflict = tab.find(AriaRole.REGION, "Two captions for " + this.mark + "-0.png");
		assertThat(conflict).containsText("Theirs");
		assertThat(conflict).containsText("Mine");
		assertCaptions().element(0).isEqualTo("Theirs");
		tab.find(AriaRole.BUTTON, "Use your text").click();
		assertThat(conflict).hasCount(0);
		assertThat(tab.page().getByText(this.mark + "-0.png saved")).isVisible();
		assertCaptions().element(0).isEqualTo("Mine");
	}

	@Test
	void editShowsBeforeAndAfterAndIsUndone(Tab tab) {
		caption(this.mark, "an image of a <img src=x onerror=alert(1)>");
		tab.open(address("edit", ""));

		tab.page().getByLabel("Find", new Page.GetByLabelOptions().setExact(true)).fill("an image of a ");

		Locator sample = tab.page().getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Before and after"));
		assertThat(sample.locator("del").first()).hasText("an image of a ");
		assertThat(
				sample.getByText("After: <img src=x onerror=alert(1)>", new Locator.GetByTextOptions().setExact(true)))
			.hasCount(PICTURES);
		tab.check("captions-edit");
		tab.find(AriaRole.BUTTON, "Change 4 captions").click();
		assertThat(tab.page().getByText("4 captions changed")).isVisible();
		assertCaptions().containsOnly("<img src=x onerror=alert(1)>");
		tab.find(AriaRole.BUTTON, "Undo").click();
		assertThat(tab.page().getByText("Undone: 4 captions changed")).isVisible();
		assertCaptions().containsOnly("an image of a <img src=x onerror=alert(1)>");
	}

	@Test
	void figureLeadsToGalleryWithSameCount(Tab tab) {
		caption("overview " + this.mark, "red, boat (old), \"quoted\"");
		this.http.send(HttpMethod.DELETE, "/api/images/" + this.ids.get(3) + "/caption");
		for (String figure : List.of("With a caption 3", "overview " + this.mark + " 3", "boat (old) 3", "\"quoted\" 3",
				"boat 3", "Without a caption 1")) {
			tab.open(address("overview", figure.equals("boat 3") ? "&unit=word" : ""));

			tab.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(figure).setExact(true)).click();

			String count = figure.endsWith("1") ? "1 image" : "3 images";
			assertThat(tab.page().getByText(count, new Page.GetByTextOptions().setExact(true))).isVisible();
		}
	}

	@Test
	void operationIsUndoneAndRedone(Tab tab) {
		caption(this.mark, "a pond");
		tab.open("/captions?view=operations");

		tab.find(AriaRole.BUTTON, "Undo Label " + this.mark).click();

		Locator redo = tab.find(AriaRole.BUTTON, "Redo Label " + this.mark);
		assertThat(redo).isEnabled();
		assertCaptions().containsOnly("null");
		redo.click();
		assertThat(tab.find(AriaRole.BUTTON, "Undo Label " + this.mark)).isEnabled();
		assertCaptions().containsOnly("a pond");
	}

	@Test
	void operationWithoutLabelIsNamedOnce(Tab tab) {
		this.http.post("/api/captions", Map.of("captions",
				List.of(Map.of("image_id", this.ids.get(0), "caption", "a lake", "model", this.mark))));
		tab.open("/captions?view=operations");

		Locator operation = tab.page()
			.getByRole(AriaRole.LISTITEM)
			.filter(new Locator.FilterOptions().setHasText(this.mark));

		assertThat(operation.getByRole(AriaRole.HEADING)).hasText("Saved 1 caption");
		assertThat(operation.locator("p")).not().containsText("Saved");
		tab.page().setViewportSize(360, 740);
		tab.open("/captions?view=overview");
		assertThat(tab.find(AriaRole.HEADING, "Models")).isVisible();
		Assertions
			.assertThat(tab.page()
				.evaluate("[...document.querySelectorAll('.chart-text')].every((e) => e.scrollWidth <= e.clientWidth)"))
			.isEqualTo(true);
	}

	@Test
	void fileIsCheckedImportedAndExported(Tab tab) {
		String rows = "{\"file_name\":\"%1$s-0.png\",\"text\":\"imported\"}%n{\"file_name\":\"%1$s-9.png\",\"text\":\"lost\"}%n"
			.formatted(this.mark);
		tab.open(address("files", ""));
		tab.page()
			.getByLabel("File", new Page.GetByLabelOptions().setExact(true))
			.setInputFiles(new FilePayload("metadata.jsonl", "", rows.getBytes(StandardCharsets.UTF_8)));

		tab.find(AriaRole.BUTTON, "Check the file").click();

		assertThat(tab.page().getByText("No such image1")).isVisible();
		assertCaptions().containsOnly("null");
		tab.find(AriaRole.BUTTON, "Import 1 caption").click();
		assertThat(tab.page().getByText("1 caption imported")).isVisible();
		assertCaptions().element(0).isEqualTo("imported");
		Download file = tab.page().waitForDownload(() -> tab.find(AriaRole.LINK, "Download").click());
		Assertions.assertThat(file.path()).content().contains("imported").hasLineCount(1);
	}

	@Test
	void runIsStartedPausedAndCancelled(Tab tab) {
		tab.open(address("runs", ""));
		tab.find(AriaRole.BUTTON, "Start a run").click();
		tab.page().getByLabel("Model", new Page.GetByLabelOptions().setExact(true)).fill("runs " + this.mark);

		tab.find(AriaRole.BUTTON, "Start").click();

		tab.find(AriaRole.BUTTON, "Pause runs " + this.mark).click();
		assertThat(tab.find(AriaRole.BUTTON, "Resume runs " + this.mark)).isVisible();
		tab.find(AriaRole.BUTTON, "Cancel runs " + this.mark).click();
		assertThat(tab.page()
			.getByRole(AriaRole.LISTITEM)
			.filter(new Locator.FilterOptions().setHasText("runs " + this.mark))).containsText("cancelled");
	}

	private void caption(String model, String text) {
		List<Map<String, String>> captions = this.ids.stream()
			.map((id) -> Map.of("image_id", id, "caption", text, "model", model))
			.toList();
		this.http.post("/api/captions", Map.of("captions", captions, "label", "Label " + this.mark));
	}

	/** The current captions of the pictures in the order of their names. */
	private ListAssert<String> assertCaptions() {
		return Assertions.assertThat(this.ids.stream().map((id) -> {
			JsonNode caption = this.http.get("/api/images/" + id).json().path("caption");
			return caption.isNull() ? "null" : caption.asString();
		}).toList());
	}

	private String address(String view, String more) {
		String filter = "filename STARTS WITH \"" + this.mark + "\"";
		return "/captions?view=" + view + "&filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8) + more;
	}

}
