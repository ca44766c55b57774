package dev.tintype.web.pages;

import java.io.IOException;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.tintype.testing.Http;
import dev.tintype.testing.browser.BrowserTest;
import dev.tintype.testing.browser.Tab;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.web.reactive.server.WebTestClient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

@BrowserTest
class ImageCaptionIntegrationTests {

	private final ImagePagePictures pictures;

	ImageCaptionIntegrationTests(@Autowired WebTestClient client, @Autowired Environment environment) {
		this.pictures = new ImagePagePictures(new Http(client), environment);
	}

	@BeforeEach
	void registerPictures() throws IOException {
		this.pictures.register();
	}

	@Test
	void draftSurvivesReloadAndEmptyTextClearsNothing(Tab tab) {
		this.pictures.save(0, "Saved text", "florence-2");
		this.pictures.open(tab, 0);
		ImagePagePictures.caption(tab).fill("Typed, not saved");
		tab.press("Escape");
		assertThat(ImagePagePictures.caption(tab)).not().isFocused();
		assertThat(this.pictures.heading(tab, 0)).isVisible();

		tab.page().reload();

		assertThat(ImagePagePictures.caption(tab)).hasValue("Typed, not saved");
		Assertions.assertThat(this.pictures.image(0).at("/caption").asString()).isEqualTo("Saved text");
		tab.find(AriaRole.BUTTON, "Discard").click();
		assertThat(ImagePagePictures.caption(tab)).hasValue("Saved text");
		ImagePagePictures.caption(tab).fill("");
		tab.press("Control+Enter");
		assertThat(this.pictures.heading(tab, 1)).isVisible();
		Assertions.assertThat(this.pictures.image(0).at("/caption").asString()).isEqualTo("Saved text");
	}

	@Test
	void conflictShowsBothTextsAndUserChooses(Tab tab) {
		tab.expect("status of 409");
		this.pictures.save(0, "The first text", "florence-2");
		this.pictures.open(tab, 0);
		ImagePagePictures.caption(tab).fill("My text");
		this.pictures.save(0, "Text of another client", "joy");

		tab.press("Control+Enter");

		Locator conflict = tab.find(AriaRole.REGION, "Two captions for " + this.pictures.name(0));
		assertThat(conflict).containsText("Text of another client");
		assertThat(conflict).containsText("My text");
		Assertions.assertThat(this.pictures.image(0).at("/caption").asString()).isEqualTo("Text of another client");
		tab.check("image-conflict");
		tab.find(AriaRole.BUTTON, "Use your text").click();
		assertThat(tab.page().getByText("Caption saved: " + this.pictures.name(0))).isVisible();
		assertThat(conflict).hasCount(0);
		Assertions.assertThat(this.pictures.image(0).at("/caption").asString()).isEqualTo("My text");
	}

	@Test
	void captionIsSavedWhenServiceIsBack(Tab tab) {
		tab.expect("net::ERR_FAILED");
		this.pictures.open(tab, 0);
		tab.page().route("**/api/**", (route) -> route.abort());
		ImagePagePictures.caption(tab).fill("Typed during an outage");

		tab.find(AriaRole.BUTTON, "Save").click();

		assertThat(tab.page().getByRole(AriaRole.ALERT)).not().isEmpty();
		assertThat(ImagePagePictures.caption(tab)).hasValue("Typed during an outage");
		Assertions.assertThat(this.pictures.image(0).at("/caption").isNull()).isTrue();
		tab.page().unroute("**/api/**");
		assertThat(tab.page().getByText("Caption saved: " + this.pictures.name(0))).isVisible();
		assertThat(tab.page().getByRole(AriaRole.ALERT)).isEmpty();
		Assertions.assertThat(this.pictures.image(0).at("/caption").asString()).isEqualTo("Typed during an outage");
	}

	@Test
	void captionOfOtherTabIsConflict(Tab tab) {
		tab.expect("status of 409");
		this.pictures.open(tab, 0);
		ImagePagePictures.caption(tab).fill("Of the first tab");
		Page other = tab.page().context().newPage();
		other.navigate(tab.page().url());
		Locator field = other.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Caption"));
		field.fill("Of the second tab");
		other.keyboard().press("Control+Enter");
		assertThat(other.getByText("Caption saved: " + this.pictures.name(0))).isVisible();
		other.close();

		tab.press("Control+Enter");

		Locator conflict = tab.find(AriaRole.REGION, "Two captions for " + this.pictures.name(0));
		assertThat(conflict).containsText("Of the first tab");
		assertThat(conflict).containsText("Of the second tab");
		Assertions.assertThat(this.pictures.image(0).at("/caption").asString()).isEqualTo("Of the second tab");
	}

	@Test
	void failedUndoIsRepeatedByKey(Tab tab) {
		tab.expect("status of 500");
		this.pictures.open(tab, 0);
		ImagePagePictures.caption(tab).fill("To be undone");
		tab.find(AriaRole.BUTTON, "Save").click();
		tab.page()
			.route("**/undo", (route) -> route.fulfill(new Route.FulfillOptions().setStatus(500)),
					new Page.RouteOptions().setTimes(1));
		tab.find(AriaRole.BUTTON, "Undo").click();
		assertThat(tab.page().getByRole(AriaRole.ALERT)).containsText("Could not undo it.");

		this.pictures.heading(tab, 0).click();
		tab.press("Control+z");

		assertThat(tab.page().getByText("Undone: Caption saved")).isVisible();
		assertThat(ImagePagePictures.caption(tab)).hasValue("");
		assertThat(tab.page().getByRole(AriaRole.ALERT)).isEmpty();
	}

	@Test
	void draftSurvivesSignIn(Tab tab) {
		tab.expect("status of 401");
		this.pictures.open(tab, 0);
		String address = tab.page().url();
		tab.page().route("**/sign-in?*", (route) -> route.fulfill(new Route.FulfillOptions().setBody("Sign in")));
		tab.page().route("**/caption", (route) -> route.fulfill(new Route.FulfillOptions().setStatus(401)));
		ImagePagePictures.caption(tab).fill("Not saved yet");

		tab.press("Control+Enter");

		assertThat(tab.page())
			.hasURL(Pattern.compile(".*/sign-in\\?next=%2Fimages%2F" + this.pictures.ids.get(0) + ".*"));
		tab.open(address);
		assertThat(ImagePagePictures.caption(tab)).hasValue("Not saved yet");
		Assertions.assertThat(this.pictures.image(0).at("/caption").isNull()).isTrue();
	}

}
