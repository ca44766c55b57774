package dev.tintype.web.pages;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.tintype.testing.Http;
import dev.tintype.testing.browser.BrowserTest;
import dev.tintype.testing.browser.Tab;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.web.reactive.server.WebTestClient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

@BrowserTest
class ImagePageIntegrationTests {

	private final ImagePagePictures pictures;

	ImagePageIntegrationTests(@Autowired WebTestClient client, @Autowired Environment environment) {
		this.pictures = new ImagePagePictures(new Http(client), environment);
	}

	@BeforeEach
	void registerPictures() throws IOException {
		this.pictures.register();
	}

	@Test
	void keySavesCaptionAndGoesToNextPictureAndUndoTakesItBack(Tab tab) {
		this.pictures.open(tab, 1);
		assertThat(tab.page().getByText("2 of 4")).isVisible();
		tab.page()
			.route("**/api/captions/tags?*",
					(route) -> route.fulfill(new Route.FulfillOptions().setContentType("application/json")
						.setBody("{\"items\":[{\"tag\":\"red barn\",\"count\":3}]}")));
		tab.press("e");
		ImagePagePictures.caption(tab).pressSequentially("field, bar");
		assertThat(tab.page().getByRole(AriaRole.OPTION)).containsText("red barn");

		tab.press("Tab", "Control+Enter");

		assertThat(this.pictures.heading(tab, 2)).isVisible();
		assertThat(ImagePagePictures.caption(tab)).isFocused();
		assertThat(ImagePagePictures.caption(tab)).hasValue("");
		assertThat(tab.page().getByText("Caption saved: " + this.pictures.name(1))).isVisible();
		JsonNode saved = this.pictures.image(1);
		Assertions.assertThat(saved.at("/caption").asString()).isEqualTo("field, red barn");
		Assertions.assertThat(saved.at("/caption_source").asString()).isEqualTo("human");
		tab.press("Control+z");
		assertThat(tab.page().getByText("Undone: Caption saved: " + this.pictures.name(1))).isVisible();
		Assertions.assertThat(this.pictures.image(1).at("/caption").isNull()).isTrue();
		tab.expect("status of 503");
		tab.page().route("**/api/captions/tags?*", (route) -> route.fulfill(new Route.FulfillOptions().setStatus(503)));
		ImagePagePictures.caption(tab).pressSequentially("sky");
		assertThat(tab.page().getByRole(AriaRole.ALERT)).containsText("does not respond");
		tab.press("Escape");
		tab.find(AriaRole.BUTTON, "Retry now").click();
		assertThat(tab.page().getByRole(AriaRole.ALERT)).isEmpty();
	}

	@Test
	void captionOfHistoryIsRestored(Tab tab) {
		this.pictures.save(0, "The first text", "florence-2");
		this.pictures.save(0, "The second text", "joy");
		this.pictures.open(tab, 0);
		tab.page().getByText("History").click();

		tab.find(AriaRole.BUTTON, "Restore").click();

		assertThat(ImagePagePictures.caption(tab)).hasValue("The first text");
		assertThat(tab.page().getByText("chosen by a person, from florence-2")).isVisible();
		Assertions.assertThat(this.pictures.image(0).at("/caption").asString()).isEqualTo("The first text");
	}

	@Test
	void hostileTextIsShownAsText(Tab tab) {
		String hostile = "<img src=x onerror=alert(1)> \u202Egnp.exe \u05E9\u05DC\u05D5\u05DD ";
		String text = hostile + "x".repeat(20_000 - hostile.length() - 1) + "y";
		this.pictures.save(0, text, "<b>model</b>");
		this.pictures.open(tab, 0);
		tab.page().getByText("History").click();

		assertThat(ImagePagePictures.caption(tab)).hasValue(text);
		assertThat(tab.page().locator(".image-history .image-text")).hasText(text);
		assertThat(tab.page().locator(".image-panel img, .image-panel b")).hasCount(0);
		tab.find(AriaRole.BUTTON, "Show all").click();
		tab.page().setViewportSize(360, 740);
		Assertions.assertThat(tab.page().evaluate("document.documentElement.scrollWidth")).isEqualTo(360);
	}

	@Test
	void addressThatCannotBeDecodedNamesNoImage(Tab tab) {
		tab.expect("Failed to load resource");

		tab.open("/images/%E0%A4%A");

		assertThat(tab.find(AriaRole.HEADING, "There is no such image.")).isVisible();
	}

	@Test
	void timesOfExifAreShownAsOtherTimes(Tab tab) {
		tab.page()
			.route("**/metadata", (route) -> route.fulfill(new Route.FulfillOptions().setContentType("application/json")
				.setBody("{\"dateTimeOriginal\":\"2026-02-27T17:05:11\",\"model\":\"2026-02\"}")));

		this.pictures.open(tab, 0);

		assertThat(tab.page().getByText(Pattern.compile("^Feb 27, 2026, 5:05\\sPM$"))).isVisible();
		assertThat(tab.page().getByText("2026-02", new Page.GetByTextOptions().setExact(true))).isVisible();
	}

	@Test
	void fileThatIsNoPictureSaysSo(Tab tab) throws IOException {
		tab.expect("Failed to load resource");
		Files.write(this.pictures.folder.resolve(this.pictures.name(1)), new byte[] { 1, 2, 3 });
		this.pictures.open(tab, 0);

		tab.press("ArrowRight");

		assertThat(tab.page().getByText("This file cannot be shown as a picture.")).isVisible();
		tab.check("image-undecodable");
		tab.press("ArrowRight");
		assertThat(this.pictures.heading(tab, 2)).isVisible();
		assertThat(tab.page().getByText("This file cannot be shown as a picture.")).hasCount(0);
	}

	@Test
	void keysAreTakenInOrderAndLeadToPictureWithoutCaptionAndBack(Tab tab) {
		this.pictures.save(0, "A caption", "joy");
		this.pictures.save(3, "A caption", "joy");
		List<Route> held = new ArrayList<>();
		tab.page().route("**/api/images?*", held::add);
		tab.page().clock().install();
		this.pictures.open(tab, 0);

		tab.press("ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft");
		assertThat(this.pictures.heading(tab, 0)).isVisible();
		tab.page().unroute("**/api/images?*");
		held.forEach(Route::resume);

		assertThat(this.pictures.heading(tab, 2)).isVisible();
		assertThat(tab.page()).hasURL(Pattern.compile(".*/images/" + this.pictures.ids.get(2) + "\\?.*"));
		assertThat(tab.page().getByText("3 of 4")).isVisible();
		held.clear();
		tab.page().route("**/gallery/page.js", held::add);
		tab.page().clock().pauseAt(System.currentTimeMillis() + 2000);
		tab.press("u");
		assertThat(this.pictures.heading(tab, 1)).isVisible();
		tab.press("Escape");
		// The page of the image still stands while that of the gallery is loaded.
		tab.page().waitForCondition(() -> !held.isEmpty());
		tab.page().clock().runFor(1000);
		tab.page().clock().resume();
		held.forEach(Route::resume);
		assertThat(tab.page()).hasURL(Pattern.compile(".*/\\?.*at=" + this.pictures.ids.get(1) + ".*"));
	}

	@Test
	void deletionIsConfirmedAndNeighbourBecomesCurrent(Tab tab) {
		tab.expect("status of 404");
		Queue<Route> held = new ConcurrentLinkedQueue<>();
		Queue<Route> sent = new ConcurrentLinkedQueue<>();
		tab.page().route("**/api/images?**", held::add);
		tab.page().route("**/api/images/delete", (route) -> {
			sent.add(route);
			route.resume();
		});
		this.pictures.open(tab, 1);
		assertThat(tab.page().getByText("2 of 4")).isVisible();

		tab.press("Delete");
		tab.find(AriaRole.BUTTON, "Delete 1 image").click();
		tab.page().waitForCondition(() -> !held.isEmpty());
		assertThat(tab.find(AriaRole.DIALOG, "Delete this image?")).hasCount(0);
		Assertions.assertThat(sent).as("sent before the neighbours are known").isEmpty();
		tab.page().unroute("**/api/images?**");
		held.forEach(Route::resume);

		assertThat(this.pictures.heading(tab, 2)).isVisible();
		assertThat(tab.page().getByText("2 of 3")).isVisible();
		tab.open("/images/" + this.pictures.ids.get(1) + "?search=" + this.pictures.mark);
		assertThat(tab.page().getByText("There is no such image.")).isVisible();
		tab.find(AriaRole.LINK, "Back to the gallery").click();
		assertThat(tab.page()).hasURL(Pattern.compile(".*/\\?search=" + this.pictures.mark));
	}

	@Test
	void zoomStaysFromPictureToPicture(Tab tab) {
		this.pictures.open(tab, 0);
		assertThat(tab.find(AriaRole.BUTTON, "Zoom: Fit")).isVisible();

		tab.press("z", "+", "ArrowRight");

		assertThat(this.pictures.heading(tab, 1)).isVisible();
		assertThat(tab.find(AriaRole.BUTTON, "Zoom: 125 %")).isVisible();
		assertThat(tab.page().locator(".image-canvas")).hasCSS("width", "1500px");
		assertThat(tab.page().locator(".image-original")).hasCount(1);
		tab.press("z");
		assertThat(tab.find(AriaRole.BUTTON, "Zoom: Fit")).isVisible();
	}

}
