package dev.tintype.web.pages;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.imageio.ImageIO;

import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import dev.tintype.testing.Http;
import dev.tintype.testing.browser.BrowserTest;
import dev.tintype.testing.browser.Tab;
import dev.tintype.web.http.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.web.reactive.server.WebTestClient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

@BrowserTest
class PagesIntegrationTests {

	private final Http http;

	private final Path folder;

	/** Part of the file names of a test, so that it finds no image of another test. */
	private final String mark = UUID.randomUUID().toString();

	PagesIntegrationTests(@Autowired WebTestClient client, @Autowired Environment environment) {
		this.http = new Http(client);
		this.folder = Path.of(environment.getRequiredProperty("tintype.images.roots"), this.mark);
	}

	@BeforeEach
	void registerPictures() throws IOException {
		Files.createDirectory(this.folder);
		for (int i = 0; i < 3; i++) {
			Path file = this.folder.resolve(this.mark + "-" + i + ".png");
			ImageIO.write(new BufferedImage(60 + 20 * i, 40, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
		}
		this.http.post("/api/images/register-folder", Map.of("folder_path", this.folder.toString()));
	}

	@Test
	void linkLeadsToImageAndBackWithoutLoadingDocument(Tab tab) {
		tab.open("/?search=" + this.mark);
		assertThat(tab.page().getByText("3 images")).isVisible();
		tab.page().evaluate("window.isSameDocument = true");

		tab.page().getByText(this.mark + "-1.png").click();

		assertThat(tab.find(AriaRole.HEADING, this.mark + "-1.png")).isFocused();
		assertThat(tab.page()).hasTitle(this.mark + "-1.png · Tintype");
		tab.page().goBack();
		assertThat(tab.page().getByText("3 images")).isVisible();
		org.assertj.core.api.Assertions.assertThat(tab.page().evaluate("window.isSameDocument")).isEqualTo(true);
	}

	@Test
	void galleryIsAccessible(Tab tab) {
		tab.open("/?search=" + this.mark);
		assertThat(tab.page().getByText("3 images")).isVisible();

		tab.find(AriaRole.BUTTON, "Add").click();
		tab.page()
			.getByLabel("Add pictures")
			.setInputFiles(new FilePayload("text " + this.mark + ".png", "image/png", new byte[] { 1, 2, 3 }));
		assertThat(tab.page().getByText("0 files sent, 1 failed")).isVisible();

		tab.check("gallery");
	}

	@Test
	void emptyLibraryOffersBothWays(Tab tab) {
		tab.page().route("**/api/images?*", (route) -> fulfill(route, Map.of("items", List.of())));
		tab.page()
			.route("**/api/images/outline", (route) -> fulfill(route, Map.of("total", 0, "shapes", "", "change", "0")));
		tab.open("/");
		assertThat(tab.find(AriaRole.HEADING, "No images yet")).isVisible();
		assertThat(tab.page().getByLabel("Add pictures")).isAttached();
		tab.checkNarrow("gallery-empty");

		tab.find(AriaRole.BUTTON, "Register a folder…").click();

		assertThat(tab.find(AriaRole.LIST, "Folders").getByRole(AriaRole.BUTTON).first()).isVisible();
		tab.checkNarrow("register");
	}

	@Test
	void viewerIsOfferedNoChangeAndSignsOut(Tab tab) {
		List<String> requests = new ArrayList<>();
		tab.page().route("**/api/session", (route) -> {
			requests.add(route.request().method());
			fulfill(route, Map.of("username", "ada", "scope", "read"));
		});
		tab.page().route("**/sign-in", (route) -> route.fulfill(new Route.FulfillOptions().setBody("Sign in")));
		tab.open("/?search=" + this.mark + "&sort=filename");
		assertThat(tab.page().getByText("3 images")).isVisible();
		assertThat(tab.find(AriaRole.BUTTON, "Add")).hasCount(0);

		tab.press("Space", "Delete");

		assertThat(tab.page().getByText("A viewer cannot change anything. Ask for the role editor.")).isVisible();
		assertThat(tab.page().getByText("1 selected")).isVisible();
		assertThat(tab.find(AriaRole.BUTTON, "Delete")).hasCount(0);
		tab.press("Enter");
		assertThat(tab.find(AriaRole.HEADING, this.mark + "-0.png")).isVisible();
		assertThat(tab.find(AriaRole.TEXTBOX, "Caption")).not().isEditable();
		assertThat(tab.find(AriaRole.BUTTON, "Save")).hasCount(0);
		tab.page().getByTitle("Account: ada").click();
		tab.find(AriaRole.BUTTON, "Sign out").click();
		assertThat(tab.page().getByText("Sign in")).isVisible();
		org.assertj.core.api.Assertions.assertThat(requests).containsExactly("GET", "DELETE");
	}

	private static void fulfill(Route route, Map<String, ?> body) {
		route.fulfill(new Route.FulfillOptions().setContentType("application/json")
			.setBody(Json.MAPPER.writeValueAsString(body)));
	}

	@Test
	void keyOpensAndClosesHelp(Tab tab) {
		tab.open("/?search=" + this.mark);
		assertThat(tab.page().getByText("3 images")).isVisible();

		tab.press("?");

		assertThat(tab.find(AriaRole.DIALOG, "Keyboard")).isVisible();
		tab.check("keyboard");
		tab.press("Escape");
		assertThat(tab.find(AriaRole.DIALOG, "Keyboard")).hasCount(0);
	}

	@Test
	void letterTypedIntoSearchIsNoKey(Tab tab) {
		tab.open("/?search=" + this.mark);
		assertThat(tab.page().getByText("3 images")).isVisible();

		tab.press("/", "?", "g", "c");

		assertThat(tab.find(AriaRole.SEARCHBOX, "Search")).hasValue("?gc");
		assertThat(tab.page().getByText("Nothing found for “?gc”.")).isVisible();
		tab.press("Escape");
	}

}
