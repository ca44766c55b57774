package dev.tintype.testing.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import org.opentest4j.TestAbortedException;

/**
 * The installed Chromium. Nothing is downloaded.
 */
final class Chromium implements AutoCloseable {

	private static final String MISSING = "No Chromium: install one or set TINTYPE_CHROMIUM";

	private static final int TIMEOUT_MS = 20_000;

	private final Playwright playwright;

	private final Browser browser;

	private Chromium(Playwright playwright, Browser browser) {
		this.playwright = playwright;
		this.browser = browser;
	}

	/**
	 * Starts the browser.
	 * @throws TestAbortedException if there is none, and an error instead where
	 * {@code CI=true}
	 */
	static Chromium launch() {
		Path executable = find().orElseThrow(Chromium::missing);
		Playwright playwright = Playwright
			.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
		PlaywrightAssertions.setDefaultAssertionTimeout(TIMEOUT_MS);
		return new Chromium(playwright, playwright.chromium()
			.launch(new BrowserType.LaunchOptions().setExecutablePath(executable).setArgs(arguments())));
	}

	private static RuntimeException missing() {
		return "true".equals(System.getenv("CI")) ? new IllegalStateException(MISSING)
				: new TestAbortedException(MISSING);
	}

	private static List<String> arguments() {
		List<String> arguments = new ArrayList<>(
				List.of("--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"));
		if ("root".equals(System.getProperty("user.name"))) {
			arguments.add("--no-sandbox");
		}
		return arguments;
	}

	private static Optional<Path> find() {
		String named = System.getenv("TINTYPE_CHROMIUM");
		if (named != null) {
			return Optional.of(Path.of(named)).filter(Files::isExecutable);
		}
		return Stream.of("chromium", "chromium-browser", "google-chrome")
			.flatMap((name) -> Stream.of(String.valueOf(System.getenv("PATH")).split(File.pathSeparator))
				.map((folder) -> Path.of(folder, name)))
			.filter(Files::isExecutable)
			.findFirst();
	}

	/**
	 * Opens a tab that shares no cookies, storage or cache with another.
	 * @param service the address of the service
	 */
	Tab open(String service) {
		Browser.NewContextOptions options = new Browser.NewContextOptions().setBaseURL(service)
			.setViewportSize(Tab.WIDTH, Tab.HEIGHT)
			.setLocale("en")
			.setTimezoneId("UTC");
		return new Tab(this.browser.newContext(options), service, TIMEOUT_MS);
	}

	@Override
	public void close() {
		this.browser.close();
		this.playwright.close();
	}

}
