package dev.tintype.web.pages;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.imageio.ImageIO;

import com.microsoft.playwright.Locator;
import dev.tintype.testing.Http;
import dev.tintype.testing.browser.Tab;

import org.springframework.core.env.Environment;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * Pictures of one test of the gallery, which are registered from a folder.
 */
final class GalleryPictures {

	static final int PICTURES = 12;

	final Http http;

	final Path folder;

	/** Part of the file names of a test, so that it finds no image of another test. */
	final String mark = UUID.randomUUID().toString();

	GalleryPictures(Http http, Environment environment) {
		this.http = http;
		this.folder = Path.of(environment.getRequiredProperty("tintype.images.roots"), this.mark);
	}

	void register() throws IOException {
		Files.createDirectory(this.folder);
		write(this.folder.resolve(name(0)), 60);
		register(1, PICTURES);
	}

	void register(int from, int to) throws IOException {
		for (int i = from; i < to; i++) {
			Files.copy(this.folder.resolve(name(0)), this.folder.resolve(name(i)));
		}
		this.http.post("/api/images/register-folder", Map.of("folder_path", this.folder.toString()));
	}

	void open(Tab tab) {
		open(tab, PICTURES);
	}

	void open(Tab tab, int pictures) {
		tab.open("/?search=" + this.mark + "&sort=filename");
		assertThat(tab.page().getByText(pictures + " images")).isVisible();
	}

	static Locator link(Tab tab, int position) {
		return tab.page().locator("a[data-position='" + position + "']");
	}

	String name(int number) {
		return "%03d %s.png".formatted(number, this.mark);
	}

	String idOf(int number) {
		return this.http.get("/api/images?search={name}", name(number))
			.json()
			.path("items")
			.path(0)
			.path("image_id")
			.asString();
	}

	static void write(Path file, int width) throws IOException {
		BufferedImage picture = new BufferedImage(width, 40, BufferedImage.TYPE_INT_RGB);
		picture.setRGB(0, 0, file.hashCode());
		ImageIO.write(picture, "png", file.toFile());
	}

	void caption(int number, String text) {
		this.http.post("/api/captions",
				Map.of("captions", List.of(Map.of("image_id", idOf(number), "caption", text, "source", "human"))));
	}

}
