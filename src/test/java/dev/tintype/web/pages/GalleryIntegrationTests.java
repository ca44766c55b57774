package dev.tintype.web.pages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

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

	/** More than one page of the listing. */
	private static final int MANY = 130;

	private final GalleryPictures pictures;

	GalleryIntegrationTests(@Autowired WebTestClient client, @Autowired Environment environment) {
		this.pictures = new GalleryPictures(new Http(client), environment);
	}

	@BeforeEach
	void registerPictures() throws IOException {
		this.pictures.register();
	}

	@Test
	void keysMoveAndBackReturnsToSamePicture(Tab tab) throws IOException {
		this.pictures.register(GalleryPictures.PICTURES, MANY);
		this.pictures.open(tab, MANY);

		tab.press("End");
		assertThat(GalleryPictures.link(tab, MANY - 1)).isFocused();
		assertThat(GalleryPictures.link(tab, MANY - 1).locator("img")).isVisible();
		tab.press("ArrowLeft", "Enter");
		assertThat(tab.page()).hasURL(Pattern.compile(".*/images/.*search=" + this.pictures.mark + "&sort=filename"));
		assertThat(tab.find(AriaRole.HEADING, this.pictures.name(MANY - 2))).isFocused();
		tab.page().goBack();

		assertThat(GalleryPictures.link(tab, MANY - 2)).isFocused();
		assertThat(GalleryPictures.link(tab, MANY - 2)).isInViewport();
		assertThat(tab.find(AriaRole.SLIDER, "Position")).hasAttribute("aria-valuetext",
				Pattern.compile(".*[0-9]+ of " + MANY));
		tab.press("Home");
		assertThat(GalleryPictures.link(tab, 0)).isFocused();
		assertThat(tab.page().locator("[role=grid] a[tabindex='0']")).hasCount(1);
		GalleryPictures.link(tab, 1).click();
		assertThat(tab.find(AriaRole.HEADING, this.pictures.name(1))).isFocused();
		tab.page().goBack();
		assertThat(GalleryPictures.link(tab, 1)).isFocused();
		tab.press("Enter");
		assertThat(tab.find(AriaRole.HEADING, this.pictures.name(1))).isFocused();
		tab.press("Escape");
		assertThat(GalleryPictures.link(tab, 1)).isFocused();
		tab.press("g", "c");
		assertThat(tab.find(AriaRole.HEADING, "Captions: Review")).isFocused();
		tab.press("g", "g");
		assertThat(tab.find(AriaRole.HEADING, "Gallery")).isFocused();
		assertThat(GalleryPictures.link(tab, 0)).isVisible();
		tab.press("ArrowRight");
		assertThat(GalleryPictures.link(tab, 1)).isFocused();
	}

	@Test
	void selectionOfAllThatMatchIsDeletedWithExpectedNumber(Tab tab) {
		this.pictures.open(tab);
		tab.press("ArrowRight", "Space", "ArrowRight", "Shift+ArrowRight");
		assertThat(tab.page().getByText("3 selected")).isVisible();
		tab.press("Control+a", "Space");
		assertThat(tab.page().getByText(GalleryPictures.PICTURES - 1 + " selected")).isVisible();
		tab.press("Delete");
		Locator delete = tab.find(AriaRole.BUTTON, "Delete " + (GalleryPictures.PICTURES - 1) + " images");
		assertThat(delete).isEnabled();
		this.pictures.http.send(HttpMethod.DELETE, "/api/images/" + this.pictures.idOf(GalleryPictures.PICTURES - 1));

		tab.expect("status of 409");
		delete.click();
		assertThat(tab.page().getByRole(AriaRole.ALERT)).containsText("Could not delete the images.");
		tab.page().reload();
		assertThat(tab.page().getByText(GalleryPictures.PICTURES - 1 + " images")).isVisible();
		tab.press("ArrowRight", "ArrowRight", "Delete");
		assertThat(tab.find(AriaRole.BUTTON, "Delete 1 image")).isEnabled();
		// The key E opens the image that is being deleted, whose picture may be gone.
		tab.expect("status of 404");
		List<Route> held = new ArrayList<>();
		tab.page().route("**/api/images/delete", held::add);
		tab.find(AriaRole.BUTTON, "Delete 1 image").click();
		tab.press("Escape", "e");
		tab.page().waitForCondition(() -> !held.isEmpty());
		held.get(0).resume();
		assertThat(tab.page().getByText("1 image deleted")).isVisible();
		assertThat(tab.find(AriaRole.TEXTBOX, "Caption")).isFocused();
		tab.press("Escape");

		assertThat(tab.page().getByText(GalleryPictures.PICTURES - 2 + " images")).isVisible();
		assertThat(GalleryPictures.link(tab, 2)).isFocused();
		assertThat(GalleryPictures.link(tab, 2)).containsText("003 ");
	}

	@Test
	void selectionIsCollectedAndItsThumbnailsAreMade(Tab tab) {
		this.pictures.open(tab);
		tab.press("ArrowRight", "Space", "ArrowRight", "Space");
		more(tab, "Warm thumbnails");
		tab.find(AriaRole.BUTTON, "Make thumbnails").click();
		assertThat(tab.page().getByText("thumbnails made").or(tab.page().getByText("already there"))).isVisible();
		more(tab, "Collect…");
		tab.page().getByLabel("Name").fill("Best of " + this.pictures.mark);

		tab.find(AriaRole.DIALOG, "Add 2 images to a collection")
			.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Add").setExact(true))
			.click();

		assertThat(tab.page().getByText("2 images not added: a collection holds photos of the library only."))
			.isVisible();
		assertThat(this.pictures.http.get("/api/collections?per_page=500").json().toString())
			.doesNotContain(this.pictures.mark);
		tab.press("Escape");
		assertThat(tab.page().getByText("2 selected")).isVisible();
		tab.page().getByText("More", new Page.GetByTextOptions().setExact(true)).click();
		tab.check("gallery-more");
	}

	@Test
	void selectionOfManyIsExportedByJob(Tab tab) throws IOException {
		this.pictures.register(GalleryPictures.PICTURES, 60);
		this.pictures.caption(0, "A boat");
		this.pictures.open(tab, 60);
		tab.press("Space");
		for (int i = 0; i < 15; i++) {
			tab.press("Shift+ArrowDown");
		}
		more(tab, "Export");
		tab.page().getByText("metadata.jsonl").click();

		tab.find(AriaRole.BUTTON, "Prepare the file").click();

		Locator link = tab.find(AriaRole.LINK, "Download the prepared file");
		assertThat(tab.page().waitForDownload(link::click).path()).content().contains("A boat").hasLineCount(1);
	}

	@Test
	void seedOfAddressGivesOrder(Tab tab) {
		tab.open("/?search=" + this.pictures.mark + "&sort=random&seed=" + this.pictures.mark);
		assertThat(tab.page().getByText(GalleryPictures.PICTURES + " images")).isVisible();

		String listing = "/api/images?sort=random&seed={seed}&search={search}";
		List<String> names = new ArrayList<>();
		this.pictures.http.get(listing, this.pictures.mark, this.pictures.mark)
			.json()
			.path("items")
			.forEach((image) -> names.add(image.path("filename").asString()));
		assertThat(tab.page().locator(".grid-caption")).hasText(names.toArray(String[]::new));
		tab.page().getByLabel("Sort").selectOption("filename");
		assertThat(tab.page()).not().hasURL(Pattern.compile("seed="));
		tab.page().getByLabel("Sort").selectOption("random");
		assertThat(tab.page()).hasURL(Pattern.compile("sort=random&seed=\\w+"));
	}

	private static void more(Tab tab, String action) {
		tab.page().getByText("More", new Page.GetByTextOptions().setExact(true)).click();
		tab.find(AriaRole.BUTTON, action).click();
	}

	@Test
	void droppedFilesAreSentOnce(Tab tab) throws IOException {
		Path sent = Files.createTempDirectory("upload").resolve("new " + this.pictures.mark + ".png");
		Path broken = sent.resolveSibling("broken " + this.pictures.mark + ".png");
		GalleryPictures.write(sent, 97);
		Files.writeString(broken, "no picture");
		this.pictures.open(tab);
		tab.find(AriaRole.BUTTON, "Add").click();

		tab.page().getByLabel("Add pictures").setInputFiles(new Path[] { sent, broken });
		assertThat(tab.page().getByText("1 file sent, 1 failed")).isVisible();
		assertThat(tab.page().getByText(GalleryPictures.PICTURES + 1 + " images")).isVisible();
		tab.page().getByLabel("Add pictures").setInputFiles(sent);

		assertThat(tab.page().getByText("1 file sent, 1 already there, 1 failed")).isVisible();
		assertThat(tab.page().locator(".tray-failed")).containsText("not a");
		assertThat(tab.find(AriaRole.BUTTON, "Retry all failed")).hasCount(0);
	}

	@Test
	void searchAndFilterFindAndExplain(Tab tab) {
		this.pictures.open(tab);
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
		this.pictures.open(tab);
		tab.press("ArrowRight", "/");
		tab.page().keyboard().type(this.pictures.name(5));
		tab.press("Enter", "Enter");
		assertThat(tab.find(AriaRole.HEADING, this.pictures.name(5))).isVisible();
	}

	@Test
	void yearSelectsPicturesTakenInIt(Tab tab) throws IOException {
		FileTime summer = FileTime.from(Instant.parse("2004-07-01T12:00:00Z"));
		Files.setLastModifiedTime(this.pictures.folder.resolve(this.pictures.name(1)), summer);
		this.pictures.register(GalleryPictures.PICTURES, GalleryPictures.PICTURES);
		this.pictures.open(tab);
		tab.find(AriaRole.BUTTON, "Filter").click();

		tab.find(AriaRole.BUTTON, "2004 1").click();

		assertThat(tab.page().getByText("1 image", new Page.GetByTextOptions().setExact(true))).isVisible();
		assertThat(tab.find(AriaRole.BUTTON, "Remove 2004")).isVisible();
	}

}
