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
import java.util.regex.Pattern;

import javax.imageio.ImageIO;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.tintype.testing.Http;
import dev.tintype.testing.browser.BrowserTest;
import dev.tintype.testing.browser.Tab;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

@BrowserTest
class GalleryIntegrationTests {

	private static final int PICTURES = 12;

	/** More than one page of the listing. */
	private static final int MANY = 130;

	private final Http http;

	private final Path folder;

	/** Part of the file names of a test, so that it finds no image of another test. */
	private final String mark = UUID.randomUUID().toString();

	GalleryIntegrationTests(@Autowired WebTestClient client, @Autowired Environment environment) {
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
	void keysMoveAndBackReturnsToSamePicture(Tab tab) throws IOException {
		register(PICTURES, MANY);
		open(tab, MANY);

		tab.press("End");
		assertThat(link(tab, MANY - 1)).isFocused();
		assertThat(link(tab, MANY - 1).locator("img")).isVisible();
		tab.press("ArrowLeft", "Enter");
		assertThat(tab.page()).hasURL(Pattern.compile(".*/images/.*search=" + this.mark + "&sort=filename"));
		assertThat(tab.find(AriaRole.HEADING, name(MANY - 2))).isFocused();
		tab.page().goBack();

		assertThat(link(tab, MANY - 2)).isFocused();
		assertThat(link(tab, MANY - 2)).isInViewport();
		assertThat(tab.find(AriaRole.SLIDER, "Position")).hasAttribute("aria-valuetext",
				Pattern.compile(".*[0-9]+ of " + MANY));
		tab.press("Home");
		assertThat(link(tab, 0)).isFocused();
		assertThat(tab.page().locator("[role=grid] a[tabindex='0']")).hasCount(1);
		link(tab, 1).click();
		assertThat(tab.find(AriaRole.HEADING, name(1))).isFocused();
		tab.page().goBack();
		assertThat(link(tab, 1)).isFocused();
		tab.press("Enter");
		assertThat(tab.find(AriaRole.HEADING, name(1))).isFocused();
		tab.press("Escape");
		assertThat(link(tab, 1)).isFocused();
		tab.press("g", "c");
		assertThat(tab.find(AriaRole.HEADING, "Captions: Review")).isFocused();
		tab.press("g", "g");
		assertThat(tab.find(AriaRole.HEADING, "Gallery")).isFocused();
		assertThat(link(tab, 0)).isVisible();
		tab.press("ArrowRight");
		assertThat(link(tab, 1)).isFocused();
	}

	@Test
	void selectionOfAllThatMatchIsDeletedWithExpectedNumber(Tab tab) {
		open(tab);
		tab.press("ArrowRight", "Space", "ArrowRight", "Shift+ArrowRight");
		assertThat(tab.page().getByText("3 selected")).isVisible();
		tab.press("Control+a", "Space");
		assertThat(tab.page().getByText(PICTURES - 1 + " selected")).isVisible();
		tab.press("Delete");
		Locator delete = tab.find(AriaRole.BUTTON, "Delete " + (PICTURES - 1) + " images");
		assertThat(delete).isEnabled();
		this.http.send(HttpMethod.DELETE, "/api/images/" + idOf(PICTURES - 1));

		tab.expect("status of 409");
		delete.click();
		assertThat(tab.page().getByRole(AriaRole.ALERT)).containsText("Could not delete the images.");
		tab.page().reload();
		assertThat(tab.page().getByText(PICTURES - 1 + " images")).isVisible();
		tab.press("ArrowRight", "ArrowRight", "Delete");
		assertThat(tab.find(AriaRole.BUTTON, "Delete 1 image")).isEnabled();
		List<Route> held = new ArrayList<>();
		tab.page().route("**/api/images/delete", held::add);
		tab.find(AriaRole.BUTTON, "Delete 1 image").click();
		tab.press("Escape", "e");
		tab.page().waitForCondition(() -> !held.isEmpty());
		held.get(0).resume();
		assertThat(tab.page().getByText("1 image deleted")).isVisible();
		assertThat(tab.find(AriaRole.TEXTBOX, "Caption")).isFocused();
		tab.press("Escape");

		assertThat(tab.page().getByText(PICTURES - 2 + " images")).isVisible();
		assertThat(link(tab, 2)).isFocused();
		assertThat(link(tab, 2)).containsText("003 ");
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

	@Test
	void droppedFilesAreSentOnce(Tab tab) throws IOException {
		Path sent = Files.createTempDirectory("upload").resolve("new " + this.mark + ".png");
		Path broken = sent.resolveSibling("broken " + this.mark + ".png");
		write(sent, 97);
		Files.writeString(broken, "no picture");
		open(tab);
		tab.find(AriaRole.BUTTON, "Add").click();

		tab.page().getByLabel("Add pictures").setInputFiles(new Path[] { sent, broken });
		assertThat(tab.page().getByText("1 file sent, 1 failed")).isVisible();
		assertThat(tab.page().getByText(PICTURES + 1 + " images")).isVisible();
		tab.page().getByLabel("Add pictures").setInputFiles(sent);

		assertThat(tab.page().getByText("1 file sent, 1 already there, 1 failed")).isVisible();
		tab.find(AriaRole.BUTTON, "Retry all failed").click();
		assertThat(tab.page().locator(".tray-failed")).containsText("not a");
	}

	@Test
	void searchAndFilterFindAndExplain(Tab tab) {
		open(tab);
		tab.find(AriaRole.BUTTON, "Filter").click();
		Locator filter = tab.find(AriaRole.COMBOBOX, "Filter");
		filter.fill("filenam");
		assertThat(tab.find(AriaRole.OPTION, "filename")).isVisible();
		tab.press("Tab");
		assertThat(filter).hasValue("filename ");
		tab.expect("status of 400");
		filter.fill("width > large");
		tab.press("Enter");
		assertThat(filter).hasAccessibleDescription("Expected a whole number at 9, but found 'large'.");
		filter.fill("filename STARTS WITH 01 AND captioned = false");
		tab.press("Enter");
		assertThat(tab.page().getByText("2 images")).isVisible();
		assertThat(tab.find(AriaRole.BUTTON, "Remove No caption")).isVisible();
		tab.press("Space");
		tab.check("gallery-filter");

		tab.find(AriaRole.SEARCHBOX, "Search").fill("nothing has this name");
		assertThat(tab.page().getByText("Nothing found for “nothing has this name”.")).isVisible();
		tab.press("Escape");
		assertThat(tab.page().getByRole(AriaRole.GRID, new Page.GetByRoleOptions().setName("Images"))).isVisible();
		open(tab);
		tab.press("ArrowRight", "/");
		tab.page().keyboard().type(name(5));
		tab.press("Enter", "Enter");
		assertThat(tab.find(AriaRole.HEADING, name(5))).isVisible();
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
