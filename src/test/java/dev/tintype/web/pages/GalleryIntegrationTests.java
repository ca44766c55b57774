package dev.tintype.web.pages;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
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
	void selectionIsCollectedAndItsThumbnailsAreMade(Tab tab) {
		open(tab);
		tab.press("ArrowRight", "Space", "ArrowRight", "Space");
		more(tab, "Warm thumbnails");
		tab.find(AriaRole.BUTTON, "Make thumbnails").click();
		assertThat(tab.page().getByText("thumbnails made").or(tab.page().getByText("already there"))).isVisible();
		more(tab, "Collect…");
		tab.page().getByLabel("Name").fill("Best of " + this.mark);

		tab.find(AriaRole.DIALOG, "Add 2 images to a collection")
			.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Add").setExact(true))
			.click();

		assertThat(tab.page().getByText("2 images not added: a collection holds photos of the library only."))
			.isVisible();
		assertThat(this.http.get("/api/collections?per_page=500").json().toString()).doesNotContain(this.mark);
		tab.press("Escape");
		assertThat(tab.page().getByText("2 selected")).isVisible();
		tab.page().getByText("More", new Page.GetByTextOptions().setExact(true)).click();
		tab.check("gallery-more");
	}

	private static void more(Tab tab, String action) {
		tab.page().getByText("More", new Page.GetByTextOptions().setExact(true)).click();
		tab.find(AriaRole.BUTTON, action).click();
	}

	@Test
	void droppedFilesAreSentOnce(Tab tab) throws IOException {
		Path sent = Files.createTempDirectory("upload").resolve("new " + this.mark + ".png");
		Path broken = sent.resolveSibling("broken " + this.mark + ".png");
		write(sent, 97);
		Files.writeString(broken, "no picture");
		open(tab);
		tab.find(AriaRole.BUTTON, "Add").click();

		tab.page().getByLabel("Upload pictures").setInputFiles(new Path[] { sent, broken });
		assertThat(tab.page().getByText("1 file sent, 1 failed")).isVisible();
		assertThat(tab.page().getByText(PICTURES + 1 + " images")).isVisible();
		tab.page().getByLabel("Upload pictures").setInputFiles(sent);

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

	@Test
	void yearSelectsPicturesTakenInIt(Tab tab) throws IOException {
		FileTime summer = FileTime.from(Instant.parse("2004-07-01T12:00:00Z"));
		Files.setLastModifiedTime(this.folder.resolve(name(1)), summer);
		register(PICTURES, PICTURES);
		open(tab);
		tab.find(AriaRole.BUTTON, "Filter").click();

		tab.find(AriaRole.BUTTON, "2004 1").click();

		assertThat(tab.page().getByText("1 image", new Page.GetByTextOptions().setExact(true))).isVisible();
		assertThat(tab.find(AriaRole.BUTTON, "Remove 2004")).isVisible();
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

	private static void write(Path file, int width) throws IOException {
		BufferedImage picture = new BufferedImage(width, 40, BufferedImage.TYPE_INT_RGB);
		picture.setRGB(0, 0, file.hashCode());
		ImageIO.write(picture, "png", file.toFile());
	}

}
