package dev.tintype.web.openapi;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.imageio.ImageIO;

import dev.tintype.testing.IntegrationTest;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class GeneratedClientsIntegrationTests {

	@Test
	void javaClientReadsResponsesOfService(@LocalServerPort int port, @Autowired Environment environment)
			throws Exception {
		String folder = pictures(Path.of(environment.getRequiredProperty("tintype.images.roots")));
		try (URLClassLoader client = GeneratedClients.java()) {
			Object lines = client.loadClass("ClientUse")
				.getMethod("call", String.class, String.class)
				.invoke(null, "http://127.0.0.1:" + port, folder);
			assertThat(lines).asInstanceOf(InstanceOfAssertFactories.LIST)
				.containsExactly("registered 2", "listed 1 of 2, next true", "captioned A lake by model",
						"saved 1, missing 1", "prompt used 1, model null", "exported true", "thumbnail true",
						"answered The red one.", "unknown image 404");
		}
	}

	private static String pictures(Path root) throws IOException {
		Path folder = Files.createTempDirectory(root.toRealPath(), "clients");
		for (String name : new String[] { "made-by-client-1.png", "made-by-client-2.png" }) {
			ImageIO.write(new BufferedImage(8, 6, BufferedImage.TYPE_INT_RGB), "png", folder.resolve(name).toFile());
		}
		return folder.toString();
	}

}
