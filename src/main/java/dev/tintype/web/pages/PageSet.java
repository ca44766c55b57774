package dev.tintype.web.pages;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

import dev.tintype.support.Hashes;
import org.jspecify.annotations.Nullable;

/**
 * All files of one version of the web pages, and the shell made of them.
 */
final class PageSet {

	/** The template of the shell. */
	static final String SHELL = "index.html";

	private static final String APPLICATION = "app.js";

	private static final int VERSION_DIGITS = 12;

	private final String version;

	private final Map<String, PageFile> files = new HashMap<>();

	/** The shells by the folder of the page that each of them shows first. */
	private final Map<String, PageFile> shells = new HashMap<>();

	private final String policy;

	private PageSet(SortedMap<String, byte[]> sources) {
		this.version = version(sources);
		ModuleImports imports = new ModuleImports(sources);
		String template = new String(Objects.requireNonNull(sources.get(SHELL), SHELL), StandardCharsets.UTF_8)
			.replace("{version}", this.version);
		this.policy = PagePolicy.of(template);
		sources.forEach((path, bytes) -> {
			if (!path.equals(SHELL)) {
				this.files.put(path, PageFile.of(path, bytes));
			}
			if (path.endsWith("/page.js")) {
				String page = path.substring(0, path.indexOf('/'));
				String shell = template.replace("{preload}", preload(imports, page));
				this.shells.put(page, PageFile.of(SHELL, shell.getBytes(StandardCharsets.UTF_8)));
			}
		});
	}

	/**
	 * Creates a version.
	 * @param sources the files by path
	 */
	static PageSet of(SortedMap<String, byte[]> sources) {
		return new PageSet(sources);
	}

	private static String version(SortedMap<String, byte[]> sources) {
		String all = sources.entrySet()
			.stream()
			.map((file) -> file.getKey() + ' ' + Hashes.sha256(file.getValue()))
			.collect(Collectors.joining("\n"));
		return Hashes.sha256(all.getBytes(StandardCharsets.UTF_8)).substring(0, VERSION_DIGITS);
	}

	private String preload(ModuleImports imports, String page) {
		Set<String> modules = new LinkedHashSet<>(imports.of(APPLICATION));
		modules.addAll(imports.of(page + "/page.js"));
		return "<link rel=\"stylesheet\" href=\"/web/" + this.version + '/' + page + "/page.css\">\n"
				+ modules.stream()
					.map((module) -> "<link rel=\"modulepreload\" href=\"/web/" + this.version + '/' + module + "\">")
					.collect(Collectors.joining("\n"));
	}

	/**
	 * Returns the version, a hash over all files.
	 */
	String version() {
		return this.version;
	}

	/**
	 * Returns the policy of the shell.
	 */
	String policy() {
		return this.policy;
	}

	/**
	 * Finds a file.
	 * @return null if there is none at this path
	 */
	@Nullable PageFile file(String path) {
		return this.files.get(path);
	}

	/**
	 * Returns the shell that loads a page first.
	 * @param page the folder of the page
	 */
	PageFile shell(String page) {
		return Objects.requireNonNull(this.shells.get(page), page);
	}

}
