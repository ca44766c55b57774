import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;

/**
 * Measures the gallery of a running service in Chromium: the first picture, scrolling,
 * jumps, the size of the document, the heap, and search.
 */
public final class Gallery {

	private static final int RUNS = 5;

	private static final String PICTURES_IN_VIEW = """
			() => {
				const box = document.querySelector('.gallery-scroller')?.getBoundingClientRect();
				const seen = box ? [...document.querySelectorAll('[role=gridcell]')].filter((cell) => {
					const { top, bottom } = cell.getBoundingClientRect();
					return bottom > box.top && top < box.bottom;
				}) : [];
				return seen.length > 0 && seen.every((cell) => cell.querySelector('.grid-picture-shown'));
			}""";

	private static final String SCROLL = """
			() => new Promise((resolve) => {
				const box = document.querySelector('.gallery-scroller');
				const gaps = [];
				const begin = performance.now();
				let before = begin;
				const step = (now) => {
					gaps.push(now - before);
					before = now;
					box.scrollTop += 60;
					if (now - begin < 5000) {
						requestAnimationFrame(step);
					}
					else {
						gaps.shift();
						gaps.sort((one, other) => one - other);
						resolve([gaps.length, gaps[Math.floor(gaps.length * 0.95)], gaps.at(-1)]);
					}
				};
				requestAnimationFrame(step);
			})""";

	private final Page page;

	private final CDPSession session;

	private Gallery(Page page, CDPSession session) {
		this.page = page;
		this.session = session;
	}

	public static void main(String[] arguments) {
		try (Playwright playwright = Playwright
			.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))) {
			Browser browser = playwright.chromium()
				.launch(new BrowserType.LaunchOptions().setExecutablePath(Path.of(arguments[1]))
					.setArgs(List.of("--disable-gpu", "--disable-dev-shm-usage", "--no-sandbox",
							"--enable-precise-memory-info", "--js-flags=--expose-gc")));
			for (int i = 0; i < RUNS; i++) {
				Page page = browser.newContext(
						new Browser.NewContextOptions().setBaseURL(arguments[0]).setViewportSize(1440, 900))
					.newPage();
				new Gallery(page, page.context().newCDPSession(page)).measure(arguments[2]);
				page.context().close();
			}
			browser.close();
		}
	}

	private void measure(String search) {
		long began = System.nanoTime();
		this.page.navigate("/");
		this.page.waitForSelector(".grid-picture-shown");
		print("first picture, ms", millisSince(began));
		this.page.waitForSelector(".gallery-count:has-text('images')");
		print("total, ms", millisSince(began));
		this.page.waitForFunction(PICTURES_IN_VIEW);
		print("all pictures in view, ms", millisSince(began));
		print("scroll: frames, p95 gap, longest gap in ms", this.page.evaluate(SCROLL));
		for (double place : new double[] { 0.25, 0.9, 0.5 }) {
			long jumped = System.nanoTime();
			this.page.evaluate("(place) => { const box = document.querySelector('.gallery-scroller');"
					+ " box.scrollTop = place * box.scrollHeight; }", place);
			this.page.waitForTimeout(20);
			this.page.waitForFunction(PICTURES_IN_VIEW);
			print("jump, ms", millisSince(jumped));
		}
		print("elements", this.page.evaluate("document.querySelectorAll('*').length"));
		this.session.send("HeapProfiler.collectGarbage");
		print("heap, MB", this.page.evaluate("performance.memory.usedJSHeapSize / 1e6"));
		this.page.locator("[type=search]").fill(search.substring(0, search.length() - 1));
		this.page.waitForTimeout(1500);
		this.page.locator("[type=search]").press("End");
		long typed = System.nanoTime();
		this.page.keyboard().type(search.substring(search.length() - 1));
		this.page.waitForFunction("(text) => { const name = document.querySelector('.grid-caption'); return name"
				+ " && name.textContent.includes(text) && document.querySelector('.grid-picture-shown'); }", search);
		print("search, ms", millisSince(typed));
	}

	private static void print(String name, Object value) {
		System.out.println(name + ": " + value);
	}

	private static long millisSince(long began) {
		return (System.nanoTime() - began) / 1_000_000;
	}

}
