package dev.tintype.web.pages;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

import javax.imageio.ImageIO;

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

		tab.check("gallery");
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
