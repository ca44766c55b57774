package dev.tintype.web.pages;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.util.StringUtils;

/**
 * Which modules a module imports, so that a browser can load all of them at once instead
 * of one level after the other.
 */
final class ModuleImports {

	/** An import or export from a file, but not a call of {@code import()}. */
	private static final Pattern STATEMENT = Pattern
		.compile("^(?:import|export)\\s(?:[^;\"'`()=]*?\\sfrom\\s)?\\s*[\"']([^\"']+)[\"']", Pattern.MULTILINE);

	/** What the import map of the shell names. */
	private static final Map<String, String> LIBRARIES = Map.of("preact", "lib/preact.js", "preact/hooks",
			"lib/hooks.js", "htm", "lib/htm.js");

	private final Map<String, byte[]> sources;

	/**
	 * Creates it.
	 * @param sources all files by path
	 */
	ModuleImports(Map<String, byte[]> sources) {
		this.sources = sources;
	}

	/**
	 * Finds all modules that a module needs before it can run.
	 * @param module its path
	 * @return the paths of the module itself and of all that it imports, directly or not
	 * @throws IllegalStateException if an import names no file
	 */
	Set<String> of(String module) {
		Set<String> found = new LinkedHashSet<>();
		collect(module, found);
		return found;
	}

	private void collect(String module, Set<String> found) {
		byte[] source = this.sources.get(module);
		if (source == null) {
			throw new IllegalStateException("The web pages have no file " + module);
		}
		if (found.add(module)) {
			Matcher statements = STATEMENT.matcher(new String(source, StandardCharsets.UTF_8));
			while (statements.find()) {
				collect(path(module, statements.group(1)), found);
			}
		}
	}

	/**
	 * Returns the path that an import names.
	 * @param module the path of the module that imports
	 * @param name the name as written there
	 */
	static String path(String module, String name) {
		return name.startsWith(".") ? StringUtils.cleanPath(StringUtils.applyRelativePath(module, name))
				: LIBRARIES.getOrDefault(name, name);
	}

}
