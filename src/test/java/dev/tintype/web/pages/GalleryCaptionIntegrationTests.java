package dev.tintype.web.pages;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

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

	private final GalleryPictures pictures;

	GalleryCaptionIntegrationTests(@Autowired WebTestClient client, @Autowired Environment environment) {
		this.pictures = new GalleryPictures(new Http(client), environment);
	}

	@BeforeEach
	void registerPictures() throws IOException {
		this.pictures.register();
	}

	@Test
	void captionIsWrittenFromPictureToPictureAndUndone(Tab tab) {
		this.pictures.open(tab);
		this.pictures.caption(0, "<img src=x onerror=alert(1)> \u202Ereversed");
		tab.page().reload();
		assertThat(GalleryPictures.link(tab, 0)).containsText("<img src=x onerror=alert(1)>");

		tab.press("u");
		assertThat(tab.find(AriaRole.DIALOG, this.pictures.name(1))).isVisible();
		tab.find(AriaRole.TEXTBOX, "Caption").fill("A boat");
		tab.press("Control+Enter");
		assertThat(tab.find(AriaRole.DIALOG, this.pictures.name(2))).isVisible();
		tab.page().keyboard().type("A draft");
		tab.press("Escape");

		assertThat(GalleryPictures.link(tab, 2)).isFocused();
		assertThat(GalleryPictures.link(tab, 1)).containsText("A boat");
		tab.press("ArrowRight", ".");
		assertThat(GalleryPictures.link(tab, 3)).containsText("A boat");
		tab.press("ArrowLeft", "e");
		assertThat(tab.find(AriaRole.TEXTBOX, "Caption")).hasValue("A draft");
		tab.press("Escape", "Control+z");
		assertThat(GalleryPictures.link(tab, 3)).containsText(this.pictures.name(3));
		tab.press("Control+z");
		assertThat(GalleryPictures.link(tab, 1)).containsText(this.pictures.name(1));
		assertThat(this.pictures.http.get("/api/images/" + this.pictures.idOf(1)).json().path("caption").isNull())
			.isTrue();
	}

	@Test
	void keyFindsPictureWithoutCaptionInAnyOrderAndBeginsAgainAfterLast(Tab tab) {
		this.pictures.caption(3, "A caption");
		tab.open("/?search=" + this.pictures.mark + "&sort=caption_length");
		assertThat(tab.page().getByText(GalleryPictures.PICTURES + " images")).isVisible();

		tab.press("End", "u");

		Locator dialog = tab.page().getByRole(AriaRole.DIALOG);
		assertThat(dialog).isVisible();
		assertThat(dialog.getByRole(AriaRole.TEXTBOX)).hasValue("");
	}

	@Test
	void textTypedWhileServiceIsSlowBelongsToNextPicture(Tab tab) {
		this.pictures.open(tab);
		List<Route> held = new ArrayList<>();
		tab.page().route("**/api/images/" + this.pictures.idOf(1), held::add);
		tab.press("Space", "ArrowRight", "Space");
		tab.find(AriaRole.BUTTON, "Caption").click();
		assertThat(tab.find(AriaRole.DIALOG, this.pictures.name(0))).isVisible();

		tab.page().keyboard().type("First");
		tab.press("Control+Enter");
		tab.page().keyboard().type("Second");
		assertThat(tab.find(AriaRole.TEXTBOX, "Caption")).hasValue("Second");
		held.get(0).resume();

		assertThat(tab.find(AriaRole.DIALOG, this.pictures.name(1))).isVisible();
		assertThat(tab.find(AriaRole.TEXTBOX, "Caption")).hasValue("Second");
		tab.press("Escape", "Escape", "ArrowRight", "e");
		tab.page().keyboard().type("a b");
		assertThat(tab.find(AriaRole.TEXTBOX, "Caption")).hasValue("a b");
	}

	@Test
	void undoWaitsForSaveAndFocusStays(Tab tab) {
		this.pictures.open(tab);
		tab.press("e");
		tab.page().keyboard().type("Before");
		tab.press("Control+Enter");
		assertThat(tab.page().getByText("Caption saved: " + this.pictures.name(0))).isVisible();
		List<Route> held = new ArrayList<>();
		tab.page().route("**/api/images/*/caption", held::add);
		tab.page().keyboard().type("After");
		tab.press("Control+Enter", "Escape", "Control+z");
		tab.page().waitForCondition(() -> !held.isEmpty());
		held.get(0).resume();

		assertThat(tab.page().getByText("Undone: Caption saved: " + this.pictures.name(1))).isVisible();
		assertThat(GalleryPictures.link(tab, 1)).containsText(this.pictures.name(1));
		assertThat(GalleryPictures.link(tab, 0)).containsText("Before");
		tab.page().unroute("**/api/images/*/caption");
		tab.press("e");
		tab.page().keyboard().type("Again");
		tab.press("Control+Enter", "Escape");
		tab.find(AriaRole.BUTTON, "Undo").focus();
		tab.press("Enter");
		assertThat(GalleryPictures.link(tab, 1)).containsText(this.pictures.name(1));
		assertThat(tab.page().locator("[role=grid] a:focus")).hasCount(1);
	}

	@Test
	void lostResponseOfSaveIsNoConflict(Tab tab) {
		tab.expect("ERR_FAILED");
		tab.expect("status of 409");
		this.pictures.open(tab);
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

		assertThat(tab.page().getByText("Caption saved: " + this.pictures.name(0))).isVisible();
		assertThat(tab.page().locator("[role=grid] a:focus")).hasCount(1);
		assertThat(tab.page().evaluate("localStorage.length")).isEqualTo(0);
	}

}
