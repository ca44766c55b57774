package dev.tintype.web.pages;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.imageio.ImageIO;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.tintype.testing.Http;
import dev.tintype.testing.browser.Tab;
import dev.tintype.web.http.Json;
import tools.jackson.databind.JsonNode;

import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * Pictures of one test of the image page, which are registered from a folder.
 */
final class ImagePagePictures {

	final Http http;

	final Path folder;

	/**
	 * Part of the file names of a test, so that its list has no image of another test.
	 */
	final String mark = UUID.randomUUID().toString();

	/** The images in the order of the list. */
	final List<String> ids = new ArrayList<>();

	ImagePagePictures(Http http, Environment environment) {
		this.http = http;
		this.folder = Path.of(environment.getRequiredProperty("tintype.images.roots"), this.mark);
	}

	void register() throws IOException {
		Files.createDirectory(this.folder);
		for (int i = 0; i < 4; i++) {
			BufferedImage picture = new BufferedImage(1200, 800 - 100 * i, BufferedImage.TYPE_INT_RGB);
			Graphics2D graphics = picture.createGraphics();
			graphics
				.setPaint(new GradientPaint(0, 0, Color.getHSBColor(0.2f * i, 0.6f, 0.7f), 1200, 800, Color.DARK_GRAY));
			graphics.fillRect(0, 0, 1200, 800);
			graphics.dispose();
			ImageIO.write(picture, "jpg", this.folder.resolve(name(i)).toFile());
		}
		this.http.post("/api/images/register-folder", Map.of("folder_path", this.folder.toString()));
		this.http.get("/api/images?sort=filename&search={mark}", this.mark)
			.json()
			.at("/items")
			.forEach((image) -> this.ids.add(image.at("/image_id").asString()));
	}

	void open(Tab tab, int index) {
		tab.open("/images/" + this.ids.get(index) + "?sort=filename&search=" + this.mark);
		assertThat(heading(tab, index)).isVisible();
	}

	String name(int index) {
		return this.mark + "-" + index + ".jpg";
	}

	Locator heading(Tab tab, int index) {
		return tab.find(AriaRole.HEADING, name(index));
	}

	static Locator caption(Tab tab) {
		return tab.find(AriaRole.TEXTBOX, "Caption");
	}

	JsonNode image(int index) {
		return this.http.get("/api/images/{id}", this.ids.get(index)).json();
	}

	void save(int index, String text, String model) {
		this.http.send(HttpMethod.PUT, "/api/images/" + this.ids.get(index) + "/caption?overwrite=true",
				MediaType.APPLICATION_JSON, Json.MAPPER.writeValueAsString(Map.of("caption", text, "model", model))
					.getBytes(StandardCharsets.UTF_8));
	}

}
