package dev.tintype.testing.browser;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A tab of the browser that shows the service. It notes errors: messages of the console,
 * exceptions, loads that were blocked or failed, requests to other hosts. The test fails
 * at its end if there are any that it did not expect.
 */
public final class Tab implements AutoCloseable {

	static final int WIDTH = 1440;

	static final int HEIGHT = 900;

	private static final int NARROW = 360;

	private static final Path SCREENSHOTS = Path.of("target/screenshots");

	private final BrowserContext context;

	private final Page page;

	private final List<String> faults = new ArrayList<>();

	private final List<String> expected = new ArrayList<>();

	Tab(BrowserContext context, String service, int timeout) {
		this.context = context;
		context.setDefaultTimeout(timeout);
		context.onConsoleMessage(this::note);
		context.onWebError((error) -> this.faults.add("Exception: " + error.error()));
		context.onRequestFailed(this::note);
		context.onRequest((request) -> {
			if (!request.url().startsWith(service + "/") && !request.url().startsWith("blob:")) {
				this.faults.add("Request to another host: " + request.url());
			}
		});
		this.page = context.newPage();
	}

	private void note(ConsoleMessage message) {
		if (message.type().equals("error")) {
			this.faults.add("Console: " + message.text() + " at " + message.location());
		}
	}

	private void note(Request request) {
		// A page that is left, or that has a newer search, aborts its requests.
		if (!"net::ERR_ABORTED".equals(request.failure())) {
			this.faults.add("Failed: " + request.url() + " " + request.failure());
		}
	}

	/**
	 * Returns the tab as Playwright knows it.
	 * @return its page
	 */
	public Page page() {
		return this.page;
	}

	/**
	 * Opens an address and waits until its page is shown.
	 * @param path of the service
	 * @return this
	 */
	public Tab open(String path) {
		this.page.navigate(path);
		this.page.locator("main h1")
			.waitFor(new Locator.WaitForOptions()
				.setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED));
		return this;
	}

	/**
	 * Presses keys one after the other.
	 * @param keys as Playwright names them, such as {@code Control+Enter}
	 */
	public void press(String... keys) {
		for (String key : keys) {
			this.page.keyboard().press(key);
		}
	}

	/**
	 * Finds an element as screen readers do.
	 * @param name its whole accessible name
	 * @return where it is
	 */
	public Locator find(AriaRole role, String name) {
		return this.page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
	}

	/**
	 * Allows an error that the test causes.
	 * @param part of its message
	 */
	public void expect(String part) {
		this.expected.add(part);
	}

	/**
	 * Checks what is shown in both colour schemes and at both widths: axe has no finding,
	 * and nothing scrolls sideways. It leaves screenshots below {@code target}.
	 * @param name of the screenshots
	 */
	public void check(String name) {
		check(name, NARROW, WIDTH);
	}

	/**
	 * Checks as {@link #check(String)}, but only at the smallest width.
	 * @param name of the screenshots
	 */
	public void checkNarrow(String name) {
		check(name, NARROW);
	}

	private void check(String name, int... widths) {
		for (int width : widths) {
			this.page.setViewportSize(width, HEIGHT);
			for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
				String view = name + '-' + width + '-' + scheme.name().toLowerCase(java.util.Locale.ROOT);
				this.page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
				screenshot(view);
				assertThat(this.page.evaluate("document.documentElement.scrollWidth")).as(view + " scrolls sideways")
					.isEqualTo(width);
				assertThat(new AxeBuilder(this.page).setLegacyMode(true).analyze().getViolations()).as(view).isEmpty();
			}
		}
	}

	/**
	 * Takes a screenshot.
	 * @param name of its file below {@code target/screenshots}
	 */
	public void screenshot(String name) {
		this.page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
	}

	void checkFaults() {
		this.faults.removeIf((fault) -> this.expected.stream().anyMatch(fault::contains));
		assertThat(this.faults).isEmpty();
	}

	@Override
	public void close() {
		this.context.close();
	}

}
