package dev.tintype.web.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The description of the API in OpenAPI 3.1, merged from one file per feature.
 *
 * @param document the whole description
 */
public record ApiDescription(Map<String, Object> document) {

	/**
	 * The location of the files. The base is the file whose name begins with an
	 * underscore.
	 */
	private static final String FILES = "classpath*:openapi/*.yaml";

	/**
	 * Reads and merges the files.
	 * @return the whole description
	 * @throws IllegalStateException if two files describe the same element
	 * @throws UncheckedIOException if a file cannot be read
	 */
	public static ApiDescription load() {
		try {
			Resource[] files = new PathMatchingResourcePatternResolver().getResources(FILES);
			Map<String, Object> document = new LinkedHashMap<>();
			Arrays.stream(files)
				.sorted(Comparator.comparing((file) -> Objects.requireNonNull(file.getFilename())))
				.forEach((file) -> merge(document, read(file), Objects.requireNonNull(file.getFilename())));
			new ComposedSchemas(schemas(document)).writeOut();
			return new ApiDescription(document);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Map<String, Object> read(Resource file) {
		try (InputStream stream = file.getInputStream()) {
			return new Yaml(new SafeConstructor(new LoaderOptions())).load(stream);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> schemas(Map<String, Object> document) {
		Map<String, Object> components = (Map<String, Object>) Objects.requireNonNull(document.get("components"));
		return (Map<String, Object>) Objects.requireNonNull(components.get("schemas"));
	}

	@SuppressWarnings("unchecked")
	private static void merge(Map<String, Object> into, Map<String, Object> from, String where) {
		from.forEach((key, value) -> into.merge(key, value, (known, added) -> {
			if (known instanceof Map<?, ?> && added instanceof Map<?, ?>) {
				merge((Map<String, Object>) known, (Map<String, Object>) added, where + " " + key);
				return known;
			}
			if (known instanceof List<?> && added instanceof List<?>) {
				((List<Object>) known).addAll((List<Object>) added);
				return known;
			}
			throw new IllegalStateException("Described twice: " + where + " " + key);
		}));
	}

}
