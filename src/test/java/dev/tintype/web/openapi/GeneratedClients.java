package dev.tintype.web.openapi;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Generates clients from the description with openapi-generator.
 *
 * @param folder the folder that contains a folder for each client
 * @param warnings the warnings of the generator, one per line
 */
record GeneratedClients(Path folder, List<String> warnings) {

	/** Filled by Maven, in the phase {@code process-test-classes}. */
	private static final Path ARTIFACTS = Path.of("target", "openapi-generator");

	private static final Path FOLDER = Path.of("target", "clients");

	private static final String CLASSES = "classes";

	/** The description whose clients are compiled. */
	private static final String MADE = "made.json";

	/** Sources that use the client in Java. */
	private static final Path USES = Path.of("src", "test", "resources", "clients");

	/** The library by the name of the generator, or an empty text. */
	private static final Map<String, String> GENERATORS = Map.of("java", "native", "python", "", "typescript-fetch", "",
			"kotlin", "");

	/** Messages of the generator that do not concern the description. */
	private static final List<String> OWN_REMARKS = List.of("OpenAPI 3.1 support is still in beta",
			"Could not compute datatypeWithEnum from", "Response examples can currently only be generated",
			"Ignoring complex example on request body", "Failed to get the schema name: null",
			// No schema has this name: the generators think of the format "date".
			"Renamed to ModelDate");

	private static final String LOGGING = """
			<configuration>
			  <statusListener class="ch.qos.logback.core.status.NopStatusListener"/>
			  <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
			    <encoder><pattern>%level %msg%n</pattern></encoder>
			  </appender>
			  <root level="warn"><appender-ref ref="OUT"/></root>
			</configuration>
			""";

	/**
	 * Generates all clients.
	 */
	static GeneratedClients generate() throws IOException, InterruptedException {
		assertThat(ARTIFACTS).as("Maven's phase process-test-classes fills the folder").isNotEmptyDirectory();
		FileSystemUtils.deleteRecursively(FOLDER);
		Files.createDirectories(FOLDER);
		Path description = Files.write(FOLDER.resolve("description.json"), description());
		Path logging = Files.writeString(FOLDER.resolve("logging.xml"), LOGGING);
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-XX:+UseSerialGC", "-Xmx512m", "-Dlogback.configurationFile=" + logging, "-cp",
						classPath() + File.pathSeparator + testClasses(), ClientGeneration.class.getName()));
		for (Map.Entry<String, String> generator : GENERATORS.entrySet()) {
			command.add(configuration(description, generator.getKey(), generator.getValue()).toString());
		}
		return new GeneratedClients(FOLDER, run(command, FOLDER.resolve("generator.log")));
	}

	private static Path configuration(Path description, String generator, String library) throws IOException {
		// A class in Java cannot have a method wait() of its own.
		Map<String, Object> configuration = Map.of("parameterNameMappings", Map.of("wait", "waitSeconds"), "inputSpec",
				description.toAbsolutePath().toString(), "generatorName", generator, "library", library, "outputDir",
				FOLDER.resolve(generator).toAbsolutePath().toString(), "additionalProperties",
				Map.of("useJakartaEe", true, "useSingleRequestParameter", true), "globalProperties",
				Map.of("apis", "", "models", "", "supportingFiles", "", "apiDocs", "false", "modelDocs", "false",
						"apiTests", "false", "modelTests", "false"));
		return Files.write(FOLDER.resolve(generator + ".json"), new JsonMapper().writeValueAsBytes(configuration));
	}

	private static List<String> run(List<String> command, Path log) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
		try {
			assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("The generator ends").isTrue();
		}
		finally {
			process.destroyForcibly();
		}
		assertThat(process.exitValue()).as(() -> text(log)).isZero();
		return text(log).lines()
			.filter((line) -> line.startsWith("WARN ") || line.startsWith("ERROR "))
			.filter((line) -> OWN_REMARKS.stream().noneMatch(line::contains))
			.distinct()
			.toList();
	}

	/**
	 * Loads the code that uses the Java client. The unit tests have compiled it, unless
	 * an integration test runs alone.
	 * @return a class loader without the classes of the service
	 */
	static URLClassLoader java() throws IOException, InterruptedException {
		Path made = FOLDER.resolve(MADE);
		if (!Files.exists(made) || !Arrays.equals(Files.readAllBytes(made), description())) {
			assertThat(generate().compileJava()).isEmpty();
		}
		List<URL> urls = new ArrayList<>(List.of(FOLDER.resolve(CLASSES).toUri().toURL()));
		for (String artifact : classPath().split(File.pathSeparator)) {
			urls.add(Path.of(artifact).toUri().toURL());
		}
		return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
	}

	/**
	 * Compiles the Java client and the code that uses it.
	 * @return the compiler's errors; empty if it compiles
	 */
	String compileJava() throws IOException {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		StringWriter errors = new StringWriter();
		Path classes = Files.createDirectories(this.folder.resolve(CLASSES));
		List<String> options = List.of("-nowarn", "-proc:none", "-d", classes.toString(), "-cp",
				classPath() + File.pathSeparator + System.getProperty("java.class.path"));
		try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
				Stream<Path> client = Files.walk(this.folder.resolve("java/src/main/java"));
				Stream<Path> users = Files.walk(USES)) {
			List<Path> sources = Stream.concat(client, users)
				.filter((file) -> file.toString().endsWith(".java"))
				.toList();
			boolean compiled = compiler
				.getTask(errors, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
				.call();
			if (compiled) {
				Files.write(this.folder.resolve(MADE), description());
			}
			return compiled ? "" : errors.toString();
		}
	}

	private static byte[] description() {
		return new JsonMapper().writeValueAsBytes(ApiDescription.load().document());
	}

	private static String classPath() throws IOException {
		try (Stream<Path> artifacts = Files.list(ARTIFACTS)) {
			return String.join(File.pathSeparator,
					artifacts.map((file) -> file.toAbsolutePath().toString()).sorted().toList());
		}
	}

	private static String testClasses() {
		return Path
			.of(URI.create(ClientGeneration.class.getProtectionDomain().getCodeSource().getLocation().toString()))
			.toString();
	}

	private static String text(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			return ex.toString();
		}
	}

}
