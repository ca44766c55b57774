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
import com.microsoft.playwright.Page;
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
class ImageCaptionIntegrationTests {

	private final Http http;

	private final Path folder;

	/**
	 * Part of the file names of a test, so that its list has no image of another test.
	 */
	private final String mark = UUID.randomUUID().toString();

	/** The images in the order of the list. */
	private final List<String> ids = new ArrayList<>();

	ImageCaptionIntegrationTests(@Autowired WebTestClient client, @Autowired Environment environment) {
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
	void draftSurvivesReloadAndEmptyTextClearsNothing(Tab tab) {
		save(0, "Saved text", "florence-2");
		open(tab, 0);
		caption(tab).fill("Typed, not saved");
		tab.press("Escape");
		assertThat(caption(tab)).not().isFocused();
		assertThat(heading(tab, 0)).isVisible();

		tab.page().reload();

		assertThat(caption(tab)).hasValue("Typed, not saved");
		Assertions.assertThat(image(0).at("/caption").asString()).isEqualTo("Saved text");
		tab.find(AriaRole.BUTTON, "Discard").click();
		assertThat(caption(tab)).hasValue("Saved text");
		caption(tab).fill("");
		tab.press("Control+Enter");
		assertThat(heading(tab, 1)).isVisible();
		Assertions.assertThat(image(0).at("/caption").asString()).isEqualTo("Saved text");
	}

	@Test
	void conflictShowsBothTextsAndUserChooses(Tab tab) {
		tab.expect("status of 409");
		save(0, "The first text", "florence-2");
		open(tab, 0);
		caption(tab).fill("My text");
		save(0, "Text of another client", "joy");

		tab.press("Control+Enter");

		Locator conflict = tab.find(AriaRole.REGION, "Two captions for " + name(0));
		assertThat(conflict).containsText("Text of another client");
		assertThat(conflict).containsText("My text");
		Assertions.assertThat(image(0).at("/caption").asString()).isEqualTo("Text of another client");
		tab.check("image-conflict");
		tab.find(AriaRole.BUTTON, "Use your text").click();
		assertThat(tab.page().getByText("Caption saved: " + name(0))).isVisible();
		assertThat(conflict).hasCount(0);
		Assertions.assertThat(image(0).at("/caption").asString()).isEqualTo("My text");
	}

	@Test
	void captionIsSavedWhenServiceIsBack(Tab tab) {
		tab.expect("net::ERR_FAILED");
		open(tab, 0);
		tab.page().route("**/api/**", (route) -> route.abort());
		caption(tab).fill("Typed during an outage");

		tab.find(AriaRole.BUTTON, "Save").click();

		assertThat(tab.page().getByRole(AriaRole.ALERT)).not().isEmpty();
		assertThat(caption(tab)).hasValue("Typed during an outage");
		Assertions.assertThat(image(0).at("/caption").isNull()).isTrue();
		tab.page().unroute("**/api/**");
		assertThat(tab.page().getByText("Caption saved: " + name(0))).isVisible();
		assertThat(tab.page().getByRole(AriaRole.ALERT)).isEmpty();
		Assertions.assertThat(image(0).at("/caption").asString()).isEqualTo("Typed during an outage");
	}

	@Test
	void captionOfOtherTabIsConflict(Tab tab) {
		tab.expect("status of 409");
		open(tab, 0);
		caption(tab).fill("Of the first tab");
		Page other = tab.page().context().newPage();
		other.navigate(tab.page().url());
		Locator field = other.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Caption"));
		field.fill("Of the second tab");
		other.keyboard().press("Control+Enter");
		assertThat(other.getByText("Caption saved: " + name(0))).isVisible();
		other.close();

		tab.press("Control+Enter");

		Locator conflict = tab.find(AriaRole.REGION, "Two captions for " + name(0));
		assertThat(conflict).containsText("Of the first tab");
		assertThat(conflict).containsText("Of the second tab");
		Assertions.assertThat(image(0).at("/caption").asString()).isEqualTo("Of the second tab");
	}

	@Test
	void draftSurvivesSignIn(Tab tab) {
		tab.expect("status of 401");
		open(tab, 0);
		String address = tab.page().url();
		tab.page().route("**/sign-in?*", (route) -> route.fulfill(new Route.FulfillOptions().setBody("Sign in")));
		tab.page().route("**/caption", (route) -> route.fulfill(new Route.FulfillOptions().setStatus(401)));
		caption(tab).fill("Not saved yet");

		tab.press("Control+Enter");

		assertThat(tab.page()).hasURL(Pattern.compile(".*/sign-in\\?next=%2Fimages%2F.*"));
		tab.open(address);
		assertThat(caption(tab)).hasValue("Not saved yet");
		Assertions.assertThat(image(0).at("/caption").isNull()).isTrue();
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
