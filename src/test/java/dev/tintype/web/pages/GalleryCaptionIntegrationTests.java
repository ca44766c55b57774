package dev.tintype.web.pages;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import javax.imageio.ImageIO;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.tintype.testing.Http;
import dev.tintype.testing.browser.BrowserTest;
import dev.tintype.testing.browser.Tab;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.web.reactive.server.WebTestClient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

@BrowserTest
class GalleryCaptionIntegrationTests {

	private static final int PICTURES = 12;

	private final Http http;

	private final Path folder;

	/** Part of the file names of a test, so that it finds no image of another test. */
	private final String mark = UUID.randomUUID().toString();

	GalleryCaptionIntegrationTests(@Autowired WebTestClient client, @Autowired Environment environment) {
		this.http = new Http(client);
		this.folder = Path.of(environment.getRequiredProperty("tintype.images.roots"), this.mark);
	}

	@BeforeEach
	void registerPictures() throws IOException {
		Files.createDirectory(this.folder);
		write(this.folder.resolve(name(0)), 60);
		register(1, PICTURES);
	}

	private void register(int from, int to) throws IOException {
		for (int i = from; i < to; i++) {
			Files.copy(this.folder.resolve(name(0)), this.folder.resolve(name(i)));
		}
		this.http.post("/api/images/register-folder", Map.of("folder_path", this.folder.toString()));
	}

	@Test
	void captionIsWrittenFromPictureToPictureAndUndone(Tab tab) {
		open(tab);
		caption(0, "<img src=x onerror=alert(1)> \u202Ereversed");
		tab.page().reload();
		assertThat(link(tab, 0)).containsText("<img src=x onerror=alert(1)>");

		tab.press("u");
		assertThat(tab.find(AriaRole.DIALOG, name(1))).isVisible();
		tab.find(AriaRole.TEXTBOX, "Caption").fill("A boat");
		tab.press("Control+Enter");
		assertThat(tab.find(AriaRole.DIALOG, name(2))).isVisible();
		tab.page().keyboard().type("A draft");
		tab.press("Escape");

		assertThat(link(tab, 2)).isFocused();
		assertThat(link(tab, 1)).containsText("A boat");
		tab.press("ArrowRight", ".");
		assertThat(link(tab, 3)).containsText("A boat");
		tab.press("ArrowLeft", "e");
		assertThat(tab.find(AriaRole.TEXTBOX, "Caption")).hasValue("A draft");
		tab.press("Escape", "Control+z");
		assertThat(link(tab, 3)).containsText(name(3));
		tab.press("Control+z");
		assertThat(link(tab, 1)).containsText(name(1));
		assertThat(this.http.get("/api/images/" + idOf(1)).json().path("caption").isNull()).isTrue();
	}

	@Test
	void keyFindsPictureWithoutCaptionInAnyOrderAndBeginsAgainAfterLast(Tab tab) {
		caption(3, "A caption");
		tab.open("/?search=" + this.mark + "&sort=caption_length");
		assertThat(tab.page().getByText(PICTURES + " images")).isVisible();

		tab.press("End", "u");

		Locator dialog = tab.page().getByRole(AriaRole.DIALOG);
		assertThat(dialog).isVisible();
		assertThat(dialog.getByRole(AriaRole.TEXTBOX)).hasValue("");
	}

	@Test
	void textTypedWhileServiceIsSlowBelongsToNextPicture(Tab tab) {
		open(tab);
		List<Route> held = new ArrayList<>();
		tab.page().route("**/api/images/" + idOf(1), held::add);
		tab.press("Space", "ArrowRight", "Space");
		tab.find(AriaRole.BUTTON, "Caption").click();
		assertThat(tab.find(AriaRole.DIALOG, name(0))).isVisible();

		tab.page().keyboard().type("First");
		tab.press("Control+Enter");
		tab.page().keyboard().type("Second");
		assertThat(tab.find(AriaRole.TEXTBOX, "Caption")).hasValue("Second");
		held.get(0).resume();

		assertThat(tab.find(AriaRole.DIALOG, name(1))).isVisible();
		assertThat(tab.find(AriaRole.TEXTBOX, "Caption")).hasValue("Second");
		tab.press("Escape", "Escape", "ArrowRight", "e");
		tab.page().keyboard().type("a b");
		assertThat(tab.find(AriaRole.TEXTBOX, "Caption")).hasValue("a b");
	}

	@Test
	void undoWaitsForSaveAndFocusStays(Tab tab) {
		open(tab);
		tab.press("e");
		tab.page().keyboard().type("Before");
		tab.press("Control+Enter");
		assertThat(tab.page().getByText("Caption saved: " + name(0))).isVisible();
		List<Route> held = new ArrayList<>();
		tab.page().route("**/api/images/*/caption", held::add);
		tab.page().keyboard().type("After");
		tab.press("Control+Enter", "Escape", "Control+z");
		tab.page().waitForCondition(() -> !held.isEmpty());
		held.get(0).resume();

		assertThat(tab.page().getByText("Undone: Caption saved: " + name(1))).isVisible();
		assertThat(link(tab, 1)).containsText(name(1));
		assertThat(link(tab, 0)).containsText("Before");
		tab.page().unroute("**/api/images/*/caption");
		tab.press("e");
		tab.page().keyboard().type("Again");
		tab.press("Control+Enter", "Escape");
		tab.find(AriaRole.BUTTON, "Undo").focus();
		tab.press("Enter");
		assertThat(link(tab, 1)).containsText(name(1));
		assertThat(tab.page().locator("[role=grid] a:focus")).hasCount(1);
	}

	@Test
	void lostResponseOfSaveIsNoConflict(Tab tab) {
		tab.expect("ERR_FAILED");
		tab.expect("status of 409");
		open(tab);
		AtomicInteger attempts = new AtomicInteger();
		tab.page().route("**/api/images/*/caption", (route) -> {
			if (attempts.getAndIncrement() > 0) {
				route.resume();
				return;
			}
			route.fetch();
			route.abort();
		});
		tab.press("e");
		tab.page().keyboard().type("Saved once");
		tab.press("Control+Enter", "Escape");
		tab.find(AriaRole.BUTTON, "Retry now").focus();
		tab.press("Enter");

		assertThat(tab.page().getByText("Caption saved: " + name(0))).isVisible();
		assertThat(tab.page().locator("[role=grid] a:focus")).hasCount(1);
		assertThat(tab.page().evaluate("localStorage.length")).isEqualTo(0);
	}

	private void open(Tab tab) {
		open(tab, PICTURES);
	}

	private void open(Tab tab, int pictures) {
		tab.open("/?search=" + this.mark + "&sort=filename");
		assertThat(tab.page().getByText(pictures + " images")).isVisible();
	}

	private static Locator link(Tab tab, int position) {
		return tab.page().locator("a[data-position='" + position + "']");
	}

	private String name(int number) {
		return "%03d %s.png".formatted(number, this.mark);
	}

	private String idOf(int number) {
		return this.http.get("/api/images?search={name}", name(number))
			.json()
			.path("items")
			.path(0)
			.path("image_id")
			.asString();
	}

	private void caption(int number, String text) {
		this.http.post("/api/captions",
				Map.of("captions", List.of(Map.of("image_id", idOf(number), "caption", text, "source", "human"))));
	}

	private static void write(Path file, int width) throws IOException {
		BufferedImage picture = new BufferedImage(width, 40, BufferedImage.TYPE_INT_RGB);
		picture.setRGB(0, 0, file.hashCode());
		ImageIO.write(picture, "png", file.toFile());
	}

}
