package dev.tintype.web.pages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.tintype.support.StartException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Reads the files of the web pages: from the jar once at the start, or from a folder on
 * every request.
 */
@Component
class PageFiles {

	private static final String FOLDER = "web/";

	/** The libraries, which their jars contain as modules. */
	private static final Map<String, String> LIBRARIES = Map.of("lib/preact.js",
			"META-INF/resources/webjars/preact/10.28.0/dist/preact.module.js", "lib/hooks.js",
			"META-INF/resources/webjars/preact/10.28.0/hooks/dist/hooks.module.js", "lib/htm.js",
			"META-INF/resources/_static/htm/3.1.1/dist/htm.module.js");

	private final @Nullable Path folder;

	private final Mono<PageSet> current;

	PageFiles(PageSettings settings) {
		this.folder = settings.folder();
		if (this.folder == null) {
			this.current = Mono.just(PageSet.of(read(null)));
		}
		else if (Files.isRegularFile(this.folder.resolve(PageSet.SHELL))) {
			this.current = Mono.fromCallable(() -> PageSet.of(read(this.folder)))
				.subscribeOn(Schedulers.boundedElastic());
		}
		else {
			throw new StartException("tintype.web.folder must name the folder of the web pages, with the file "
					+ PageSet.SHELL + ": " + this.folder);
		}
	}

	/**
	 * Tells whether the files are those of the jar, which never change.
	 */
	boolean isPacked() {
		return this.folder == null;
	}

	/**
	 * Returns the files as they are now.
	 */
	Mono<PageSet> current() {
		return this.current;
	}

	/**
	 * Reads all files.
	 * @param folder of the files, null for those of the jar
	 * @return by path below the folder
	 */
	static SortedMap<String, byte[]> read(@Nullable Path folder) {
		SortedMap<String, byte[]> files = new TreeMap<>();
		try {
			for (Map.Entry<String, String> library : LIBRARIES.entrySet()) {
				files.put(library.getKey(), new ClassPathResource(library.getValue()).getContentAsByteArray());
			}
			if (folder != null) {
				readFolder(folder, files);
			}
			else {
				readJar(files);
			}
			return files;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The files of the web pages cannot be read", ex);
		}
	}

	private static void readJar(SortedMap<String, byte[]> files) throws IOException {
		for (Resource file : new PathMatchingResourcePatternResolver().getResources("classpath:" + FOLDER + "**/*.*")) {
			String address = file.getURL().toString();
			files.put(address.substring(address.lastIndexOf('/' + FOLDER) + 1 + FOLDER.length()),
					file.getContentAsByteArray());
		}
	}

	private static void readFolder(Path folder, SortedMap<String, byte[]> files) throws IOException {
		try (Stream<Path> found = Files.walk(folder)) {
			for (Path file : found.filter(Files::isRegularFile).toList()) {
				files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
			}
		}
	}

}
