package dev.tintype.image.folder;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import dev.tintype.image.root.ImageRoots;
import dev.tintype.imaging.work.Pictures;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class FolderBrowsingIntegrationTests {

	private static final String ADDRESS = "/api/folders?path={path}";

	private final Http http;

	private final Environment environment;

	@TempDir
	private Path outside = Path.of("");

	private Path folder = Path.of("");

	FolderBrowsingIntegrationTests(@Autowired WebTestClient client, @Autowired Environment environment) {
		this.http = new Http(client);
		this.environment = environment;
	}

	@BeforeEach
	void createFolder() throws IOException {
		this.folder = TestFolder.create(this.environment);
	}

	@Test
	void foldersHaveTheirPicturesAndRegisteredImages() throws IOException {
		Path lake = Files.createDirectory(this.folder.resolve("lake"));
		Pictures.png(lake, "a.png", 3, 2);
		Pictures.png(lake, "B.PNG", 3, 2);
		Pictures.png(lake, ".hidden.png", 3, 2);
		Files.writeString(lake.resolve("notes.txt"), "a");
		Files.createDirectory(lake.resolve("folder.jpg"));
		// A registration skips a name that is no UTF-8.
		Files.copy(lake.resolve("B.PNG"), Path.of(URI.create(lake.toUri() + "%FF.png")));
		Pictures.png(Files.createDirectory(lake.resolve("deep")), "c.png", 3, 2);
		Pictures.png(Files.createDirectory(this.folder.resolve("lake2")), "d.png", 3, 2);
		Files.createDirectory(this.folder.resolve(".git"));
		Pictures.png(this.folder, "top.png", 3, 2);
		TestFolder.register(this.http, lake, true);
		Files.delete(lake.resolve("a.png"));

		JsonNode json = this.http.get(ADDRESS, this.folder).json();

		assertThat(json.path("path").asString()).isEqualTo(this.folder.toString());
		assertThat(json.path("parent").asString()).isEqualTo(String.valueOf(this.folder.getParent()));
		assertThat(json.path("truncated").asBoolean()).isFalse();
		assertThat(json.path("items"))
			.hasToString("[{\"name\":\"lake\",\"path\":\"" + lake + "\",\"pictures\":1,\"registered\":2},"
					+ "{\"name\":\"lake2\",\"path\":\"" + lake + "2\",\"pictures\":1,\"registered\":0}]");
		assertThat(this.http.get(ADDRESS, lake.resolve("deep")).json().path("items").size()).isZero();
	}

	@Test
	void linksLeadOnlyBelowTheRoots() throws IOException {
		Path target = Files.createDirectory(this.folder.resolve("target"));
		Path picture = Pictures.png(target, "a.png", 3, 2);
		Files.createSymbolicLink(target.resolve("b.png"), picture);
		Files.createSymbolicLink(target.resolve("c.png"), Pictures.png(this.outside, "c.png", 3, 2));
		Files.createSymbolicLink(this.folder.resolve("link"), target);
		Files.createSymbolicLink(this.folder.resolve("out"), this.outside);
		Files.createSymbolicLink(this.folder.resolve("nowhere"), this.folder.resolve("missing"));

		JsonNode items = this.http.get(ADDRESS, this.folder).json().path("items");

		assertThat(items)
			.hasToString("[{\"name\":\"link\",\"path\":\"" + target + "\",\"pictures\":2,\"registered\":0},"
					+ "{\"name\":\"target\",\"path\":\"" + target + "\",\"pictures\":2,\"registered\":0}]");
		assertThat(this.http.get(ADDRESS, this.folder.resolve("link")).json().path("path").asString())
			.isEqualTo(target.toString());
		for (String path : List.of(this.outside.toString(), this.folder.resolve("out").toString(),
				this.folder.resolve("missing").toString(), picture.toString(), "relative", this.folder + "/../..")) {
			Http.Answer refused = this.http.get(ADDRESS, path);
			assertThat(refused.status()).as(path).isEqualTo(400);
			assertThat(refused.pointer()).isEqualTo("path");
		}
	}

	@Test
	void rootsAreListedWithoutPath() {
		JsonNode json = this.http.get("/api/folders").json();

		assertThat(json.get("path").isNull()).isTrue();
		assertThat(json.get("parent").isNull()).isTrue();
		String root = String.valueOf(this.folder.getParent());
		assertThat(json.path("items").findValuesAsString("path")).contains(root);
		assertThat(this.http.get(ADDRESS, root).json().get("parent").isNull()).isTrue();
		assertThat(this.http.get(ADDRESS, root).json().path("items").findValuesAsString("path"))
			.contains(this.folder.toString());
	}

	@Test
	void picturesAreNotCountedBeyondTheLimit(@Autowired ImageRoots roots) throws IOException {
		for (String name : List.of("1", "2", "3")) {
			Path child = Files.createDirectory(this.folder.resolve(name));
			Pictures.png(child, "a.png", 3, 2);
			Pictures.png(child, "b.png", 3, 2);
		}

		List<Subfolders.Item> items = new FolderBrowsing(roots, 3).list(this.folder.toString()).items();

		assertThat(items).hasSize(3);
		assertThat(items.get(0).pictures()).isEqualTo(2);
		assertThat(items.subList(1, 3)).allMatch((item) -> Objects.isNull(item.pictures()));
	}

}
