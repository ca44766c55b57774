package dev.tintype;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.core.DependencyType;

/**
 * Draws the modules and their dependencies as a Mermaid diagram, grouped by wing.
 */
final class ModuleDiagram {

	private static final String HEAD = """
			# Modules

			Each box is a wing, each name in it a module. An arrow points from a wing to a wing that it uses. The table
			lists what each module uses. A test compares this page with the code.

			""";

	private ModuleDiagram() {
	}

	static String name(Path folder) {
		return folder.toString().replace('/', '.').replace('\\', '.');
	}

	static String of(ApplicationModules modules) {
		List<ApplicationModule> sorted = modules.stream()
			.sorted(Comparator.comparing((module) -> module.getIdentifier().toString()))
			.toList();
		Map<String, List<String>> wings = sorted.stream()
			.map((module) -> module.getIdentifier().toString())
			.collect(Collectors.groupingBy(ModuleDiagram::wing, TreeMap::new, Collectors.toList()));
		StringBuilder text = new StringBuilder(HEAD).append("```mermaid\ngraph TD\n");
		wings.forEach((wing, names) -> text.append("  %s[\"<b>%s</b><br>%s\"]%n".formatted(wing, wing,
				names.stream().map(ModuleDiagram::leaf).collect(Collectors.joining("<br>")))));
		TreeSet<String> arrows = new TreeSet<>();
		StringBuilder table = new StringBuilder("| module | uses |\n|---|---|\n");
		for (ApplicationModule module : sorted) {
			String name = module.getIdentifier().toString();
			List<String> uses = uses(modules, module);
			uses.stream()
				.filter((used) -> !wing(used).equals(wing(name)))
				.forEach((used) -> arrows.add("  %s --> %s%n".formatted(wing(name), wing(used))));
			table.append("| %s | %s |%n".formatted(name, String.join(", ", uses)));
		}
		arrows.forEach(text::append);
		return text.append("```\n\n").append(table).toString().replace(System.lineSeparator(), "\n");
	}

	private static List<String> uses(ApplicationModules modules, ApplicationModule module) {
		return module.getDirectDependencies(modules, DependencyType.values())
			.uniqueModules()
			.map((used) -> used.getIdentifier().toString())
			.sorted()
			.toList();
	}

	private static String wing(String module) {
		return module.split("\\.", 2)[0].toLowerCase(Locale.ROOT);
	}

	private static String leaf(String module) {
		return module.substring(module.indexOf('.') + 1);
	}

}
