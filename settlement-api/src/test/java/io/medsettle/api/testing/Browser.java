package io.medsettle.api.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.logging.Level;

import org.awaitility.Awaitility;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * A real Chromium without a screen. Leaves pictures in {@code target/screenshots}.
 */
public final class Browser implements AutoCloseable {

	private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

	private static final Path CHROMEDRIVER = Path.of("/usr/bin/chromedriver");

	private static final Path PICTURES = Path.of("target", "screenshots");

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	private final ChromeDriver driver;

	private Browser(ChromeDriver driver) {
		this.driver = driver;
	}

	/**
	 * Opens one as wide as a laptop's; where there is none, the test is skipped.
	 * @param profile an empty folder
	 */
	public static Browser open(Path profile) {
		assumeTrue(Files.isExecutable(CHROMIUM) && Files.isExecutable(CHROMEDRIVER),
				"Skipped: needs /usr/bin/chromium and /usr/bin/chromedriver (Debian: chromium, chromium-driver)");
		LoggingPreferences console = new LoggingPreferences();
		console.enable(LogType.BROWSER, Level.ALL);
		ChromeOptions options = new ChromeOptions();
		options.setBinary(CHROMIUM.toFile());
		options.addArguments("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
				"--disable-background-networking", "--disable-component-update", "--disable-sync",
				"--user-data-dir=" + profile);
		options.setCapability("goog:loggingPrefs", console);
		ChromeDriverService service = new ChromeDriverService.Builder().usingDriverExecutable(CHROMEDRIVER.toFile())
			.build();
		ChromeDriver driver = new ChromeDriver(service, options);
		driver.manage().window().setSize(new Dimension(1366, 900));
		return new Browser(driver);
	}

	public ChromeDriver driver() {
		return this.driver;
	}

	/** Logs somebody in, and stands on the page behind. */
	public void logIn(String baseUrl, String username, String password) {
		this.driver.get(baseUrl + "/login?lang=en");
		this.driver.findElement(By.id("username")).sendKeys(username);
		this.driver.findElement(By.id("password")).sendKeys(password);
		this.driver.findElement(By.cssSelector("form button.strong")).click();
	}

	/** Logs out, and stands where people log in. */
	public void logOut() {
		click("#log-out");
		waitFor("h1", "(Log in|登录)");
	}

	/** What stands in all that is found, read at one instant. */
	public List<String> texts(String selector) {
		Object texts = this.driver.executeScript(
				"return [...document.querySelectorAll(arguments[0])].map((found) => found.innerText)", selector);
		return ((List<?>) Objects.requireNonNull(texts)).stream().map(String::valueOf).toList();
	}

	public void waitFor(String selector, String pattern) {
		await(selector + " to say " + pattern,
				() -> texts(selector).stream().anyMatch((text) -> text.strip().matches(pattern)));
	}

	public void await(String what, Callable<Boolean> condition) {
		Awaitility.await(what).atMost(PATIENCE).ignoreException(StaleElementReferenceException.class).until(condition);
	}

	/** Has the browser show itself as a phone would, until it is {@link #asALaptop}. */
	public void asAPhone() {
		this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", 390, "height", 844, "deviceScaleFactor", 2, "mobile", true));
	}

	public void asALaptop() {
		this.driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
	}

	/** Clicks, also if what is clicked is just being replaced. */
	public void click(String selector) {
		await("a click on " + selector, () -> {
			this.driver.findElement(By.cssSelector(selector)).click();
			return true;
		});
	}

	/** Keeps the whole page as {@code target/screenshots/NAME.png}. */
	public void picture(String name) {
		Object height = this.driver.executeScript("return document.documentElement.scrollHeight");
		Object width = this.driver.executeScript("return document.documentElement.scrollWidth");
		Map<String, Object> page = Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1);
		String picture = String.valueOf(this.driver
			.executeCdpCommand("Page.captureScreenshot", Map.of("captureBeyondViewport", true, "clip", page))
			.get("data"));
		try {
			Files.createDirectories(PICTURES);
			Files.write(PICTURES.resolve(name + ".png"), Base64.getDecoder().decode(picture));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** What was logged since the last call, which includes what a policy forbids. */
	public List<String> log() {
		return this.driver.manage()
			.logs()
			.get(LogType.BROWSER)
			.getAll()
			.stream()
			.map((entry) -> entry.getMessage())
			.toList();
	}

	@Override
	public void close() {
		this.driver.quit();
	}

}
