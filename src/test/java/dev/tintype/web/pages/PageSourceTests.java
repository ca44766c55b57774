package dev.tintype.web.pages;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rules for the sources of the web pages that need no browser.
 */
class PageSourceTests {

	private static final Map<String, String> SOURCES = sources();

	private static final Pattern IMPORT = Pattern.compile("(?:\\sfrom |^import |\\simport\\()[\"']([^\"']+)[\"']",
			Pattern.MULTILINE);

	private static final Pattern FOLDER = Pattern.compile("^([a-z-]+)/.*");

	private static final int LONGEST = 150;

	private static final int MEDIAN = 60;

	private static Map<String, String> sources() {
		Map<String, String> sources = new TreeMap<>();
		PageFiles.read(null).forEach((path, bytes) -> sources.put(path, new String(bytes, StandardCharsets.UTF_8)));
		return sources;
	}

	@Test
	void everyImportNamesFile() {
		assertThat(modules()).hasSizeGreaterThan(20)
			.allSatisfy(
					(module) -> assertThat(imports(module).map((name) -> ModuleImports.path(module, name))).as(module)
						.isSubsetOf(SOURCES.keySet()));
	}

	@Test
	void preloadedModulesAreAllThatAreImported() {
		ModuleImports imports = new ModuleImports(PageFiles.read(null));
		assertThat(modules()).allSatisfy((module) -> assertThat(imports.of(module)).as(module)
			.containsAll(imports(module).map((name) -> ModuleImports.path(module, name)).toList()));
	}

	@Test
	void onlyOneFileImportsLibraries() {
		assertThat(modules()
			.filter((module) -> imports(module).anyMatch((name) -> !name.startsWith(".") && !name.startsWith("/"))))
			.containsExactly("view.js");
	}

	@Test
	void folderImportsNoPageAndNoPartKnowsAddress() {
		List<String> pages = SOURCES.keySet()
			.stream()
			.filter((path) -> path.endsWith("/page.js"))
			.map(PageSourceTests::folder)
			.toList();
		assertThat(modules())
			.allSatisfy((module) -> assertThat(imports(module).map((name) -> folder(ModuleImports.path(module, name))))
				.as(module)
				.doesNotContainAnyElementsOf(pages.stream().filter((page) -> !page.equals(folder(module))).toList()));
		assertThat(modules().filter((module) -> folder(module).equals("parts"))
			.filter((module) -> imports(module).anyMatch((name) -> name.endsWith("/address.js")))).isEmpty();
		assertThat(modules().filter((module) -> folder(module).equals("data")))
			.allSatisfy((module) -> assertThat(source(module)).as(module).doesNotContain("html`"));
	}

	@Test
	void nothingTurnsTextIntoHtmlOrScript() {
		Pattern forbidden = Pattern.compile("innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|"
				+ "document\\.write|\\beval\\(|new Function|createContextualFragment|parseFromString|javascript:|"
				+ "[\"' ]style=[\"']|setAttribute\\(\"style\"|\\son[a-z]+=[\"']|<style");
		assertThat(SOURCES.keySet().stream().filter((path) -> !path.endsWith(".css") && !path.startsWith("lib/")))
			.allSatisfy((path) -> assertThat(forbidden.matcher(source(path)).results().map(MatchResult::group)).as(path)
				.isEmpty());
	}

	@Test
	void modulesAreShort() {
		List<Long> lengths = modules().map((module) -> source(module).lines().count()).sorted().toList();
		assertThat(lengths.get(lengths.size() - 1)).as("lines of the longest module").isLessThanOrEqualTo(LONGEST);
		assertThat(lengths.get(lengths.size() / 2)).as("median").isLessThanOrEqualTo(MEDIAN);
	}

	private static Stream<String> modules() {
		return SOURCES.keySet().stream().filter((path) -> path.endsWith(".js") && !path.startsWith("lib/"));
	}

	private static Stream<String> imports(String module) {
		return IMPORT.matcher(source(module)).results().map((match) -> match.group(1));
	}

	private static String source(String path) {
		return Objects.requireNonNull(SOURCES.get(path));
	}

	private static String folder(String path) {
		return FOLDER.matcher(path).replaceFirst("$1");
	}

}
