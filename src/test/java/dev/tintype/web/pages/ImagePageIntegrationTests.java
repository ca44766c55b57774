package dev.tintype.web.pages;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

import javax.imageio.ImageIO;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.tintype.testing.Http;
import dev.tintype.testing.browser.BrowserTest;
import dev.tintype.testing.browser.Tab;
import dev.tintype.web.http.Json;
import org.assertj.core.api.Assertions;
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
class ImagePageIntegrationTests {

	private final Http http;

	private final Path folder;

	/**
	 * Part of the file names of a test, so that its list has no image of another test.
	 */
	private final String mark = UUID.randomUUID().toString();

	/** The images in the order of the list. */
	private final List<String> ids = new ArrayList<>();

	ImagePageIntegrationTests(@Autowired WebTestClient client, @Autowired Environment environment) {
		this.http = new Http(client);
		this.folder = Path.of(environment.getRequiredProperty("tintype.images.roots"), this.mark);
	}

	@BeforeEach
	void registerPictures() throws IOException {
		Files.createDirectory(this.folder);
		for (int i = 0; i < 4; i++) {
			BufferedImage picture = new BufferedImage(1200, 800 - 100 * i, BufferedImage.TYPE_INT_RGB);
			Graphics2D graphics = picture.createGraphics();
			graphics
				.setPaint(new GradientPaint(0, 0, Color.getHSBColor(0.2f * i, 0.6f, 0.7f), 1200, 800, Color.DARK_GRAY));
			graphics.fillRect(0, 0, 1200, 800);
			graphics.dispose();
			ImageIO.write(picture, "jpg", this.folder.resolve(name(i)).toFile());
		}
		this.http.post("/api/images/register-folder", Map.of("folder_path", this.folder.toString()));
		this.http.get("/api/images?sort=filename&search={mark}", this.mark)
			.json()
			.at("/items")
			.forEach((image) -> this.ids.add(image.at("/image_id").asString()));
	}

	@Test
	void keySavesCaptionAndGoesToNextPictureAndUndoTakesItBack(Tab tab) {
		open(tab, 1);
		assertThat(tab.page().getByText("2 of 4")).isVisible();
		tab.page()
			.route("**/api/captions/tags?*",
					(route) -> route.fulfill(new Route.FulfillOptions().setContentType("application/json")
						.setBody("{\"items\":[{\"tag\":\"red barn\",\"count\":3}]}")));
		tab.press("e");
		caption(tab).pressSequentially("field, bar");
		assertThat(tab.page().getByRole(AriaRole.OPTION)).containsText("red barn");

		tab.press("Tab", "Control+Enter");

		assertThat(heading(tab, 2)).isVisible();
		assertThat(caption(tab)).isFocused();
		assertThat(caption(tab)).hasValue("");
		assertThat(tab.page().getByText("Caption saved: " + name(1))).isVisible();
		JsonNode saved = image(1);
		Assertions.assertThat(saved.at("/caption").asString()).isEqualTo("field, red barn");
		Assertions.assertThat(saved.at("/caption_source").asString()).isEqualTo("human");
		tab.press("Control+z");
		assertThat(tab.page().getByText("Undone: Caption saved: " + name(1))).isVisible();
		Assertions.assertThat(image(1).at("/caption").isNull()).isTrue();
		tab.expect("status of 503");
		tab.page().route("**/api/captions/tags?*", (route) -> route.fulfill(new Route.FulfillOptions().setStatus(503)));
		caption(tab).pressSequentially("sky");
		assertThat(tab.page().getByRole(AriaRole.ALERT)).containsText("does not respond");
		tab.press("Escape");
		tab.find(AriaRole.BUTTON, "Retry now").click();
		assertThat(tab.page().getByRole(AriaRole.ALERT)).isEmpty();
	}

	@Test
	void captionOfHistoryIsRestored(Tab tab) {
		save(0, "The first text", "florence-2");
		save(0, "The second text", "joy");
		open(tab, 0);
		tab.page().getByText("History").click();

		tab.find(AriaRole.BUTTON, "Restore").click();

		assertThat(caption(tab)).hasValue("The first text");
		assertThat(tab.page().getByText("chosen by a person, from florence-2")).isVisible();
		Assertions.assertThat(image(0).at("/caption").asString()).isEqualTo("The first text");
	}

	@Test
	void hostileTextIsShownAsText(Tab tab) {
		String hostile = "<img src=x onerror=alert(1)> \u202Egnp.exe \u05E9\u05DC\u05D5\u05DD ";
		String text = hostile + "x".repeat(20_000 - hostile.length() - 1) + "y";
		save(0, text, "<b>model</b>");
		open(tab, 0);
		tab.page().getByText("History").click();

		assertThat(caption(tab)).hasValue(text);
		assertThat(tab.page().locator(".image-history .image-text")).hasText(text);
		assertThat(tab.page().locator(".image-panel img, .image-panel b")).hasCount(0);
		tab.find(AriaRole.BUTTON, "Show all").click();
		tab.page().setViewportSize(360, 740);
		Assertions.assertThat(tab.page().evaluate("document.documentElement.scrollWidth")).isEqualTo(360);
	}

	@Test
	void fileThatIsNoPictureSaysSo(Tab tab) throws IOException {
		tab.expect("Failed to load resource");
		Files.write(this.folder.resolve(name(1)), new byte[] { 1, 2, 3 });
		open(tab, 0);

		tab.press("ArrowRight");

		assertThat(tab.page().getByText("This file cannot be shown as a picture.")).isVisible();
		tab.check("image-undecodable");
		tab.press("ArrowRight");
		assertThat(heading(tab, 2)).isVisible();
		assertThat(tab.page().getByText("This file cannot be shown as a picture.")).hasCount(0);
	}

	@Test
	void keysAreTakenInOrderAndLeadToPictureWithoutCaptionAndBack(Tab tab) {
		save(0, "A caption", "joy");
		save(3, "A caption", "joy");
		List<Route> held = new ArrayList<>();
		tab.page().route("**/api/images?*", held::add);
		open(tab, 0);

		tab.press("ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft");
		assertThat(heading(tab, 0)).isVisible();
		tab.page().unroute("**/api/images?*");
		held.forEach(Route::resume);

		assertThat(heading(tab, 2)).isVisible();
		assertThat(tab.page()).hasURL(Pattern.compile(".*/images/" + this.ids.get(2) + "\\?.*"));
		assertThat(tab.page().getByText("3 of 4")).isVisible();
		tab.press("u");
		assertThat(heading(tab, 1)).isVisible();
		tab.press("Escape");
		assertThat(tab.page()).hasURL(Pattern.compile(".*/\\?.*at=" + this.ids.get(1) + ".*"));
	}

	@Test
	void deletionIsConfirmedAndNeighbourBecomesCurrent(Tab tab) {
		tab.expect("status of 404");
		open(tab, 1);
		assertThat(tab.page().getByText("2 of 4")).isVisible();

		tab.press("Delete");
		tab.find(AriaRole.BUTTON, "Delete 1 image").click();

		assertThat(heading(tab, 2)).isVisible();
		assertThat(tab.page().getByText("2 of 3")).isVisible();
		tab.open("/images/" + this.ids.get(1) + "?search=" + this.mark);
		assertThat(tab.page().getByText("There is no such image.")).isVisible();
		tab.find(AriaRole.LINK, "Back to the gallery").click();
		assertThat(tab.page()).hasURL(Pattern.compile(".*/\\?search=" + this.mark));
	}

	@Test
	void zoomStaysFromPictureToPicture(Tab tab) {
		open(tab, 0);
		assertThat(tab.find(AriaRole.BUTTON, "Zoom: Fit")).isVisible();

		tab.press("z", "+", "ArrowRight");

		assertThat(heading(tab, 1)).isVisible();
		assertThat(tab.find(AriaRole.BUTTON, "Zoom: 125 %")).isVisible();
		assertThat(tab.page().locator(".image-canvas")).hasCSS("width", "1500px");
		assertThat(tab.page().locator(".image-original")).hasCount(1);
		tab.press("z");
		assertThat(tab.find(AriaRole.BUTTON, "Zoom: Fit")).isVisible();
	}

	private void open(Tab tab, int index) {
		tab.open("/images/" + this.ids.get(index) + "?sort=filename&search=" + this.mark);
		assertThat(heading(tab, index)).isVisible();
	}

	private String name(int index) {
		return this.mark + "-" + index + ".jpg";
	}

	private Locator heading(Tab tab, int index) {
		return tab.find(AriaRole.HEADING, name(index));
	}

	private static Locator caption(Tab tab) {
		return tab.find(AriaRole.TEXTBOX, "Caption");
	}

	private JsonNode image(int index) {
		return this.http.get("/api/images/{id}", this.ids.get(index)).json();
	}

	private void save(int index, String text, String model) {
		this.http.send(HttpMethod.PUT, "/api/images/" + this.ids.get(index) + "/caption?overwrite=true",
				MediaType.APPLICATION_JSON, Json.MAPPER.writeValueAsString(Map.of("caption", text, "model", model))
					.getBytes(StandardCharsets.UTF_8));
	}

}
