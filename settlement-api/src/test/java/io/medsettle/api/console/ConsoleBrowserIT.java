package io.medsettle.api.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Level;

import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.DayClosing;
import io.medsettle.api.testing.SampleClaim;
import io.medsettle.api.testing.SharedEngine;
import io.medsettle.core.day.ClearingDays;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * An operator closes a day in a real Chromium and watches its night. Leaves pictures in
 * {@code target/screenshots}.
 */
@ExtendWith(SharedEngine.class)
class ConsoleBrowserIT {

	private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

	private static final Path CHROMEDRIVER = Path.of("/usr/bin/chromedriver");

	private static final Path PICTURES = Path.of("target", "screenshots");

	private static final Duration LONGEST_NIGHT = Duration.ofSeconds(90);

	/** A canvas with nothing on it packs to a few hundred characters. */
	private static final long PICTURE_LENGTH_MIN = 8000;

	private static final String PICTURE_LENGTH = """
			const canvas = document.querySelector('#flows canvas');
			return canvas ? canvas.toDataURL().length : 0;""";

	private static Engine engine;

	private static ChromeDriver browser;

	@BeforeAll
	static void openBrowser(Engine shared, @TempDir Path profile) throws IOException {
		assumeTrue(Files.isExecutable(CHROMIUM) && Files.isExecutable(CHROMEDRIVER),
				"Skipped: needs /usr/bin/chromium and /usr/bin/chromedriver (Debian: chromium, chromium-driver)");
		engine = shared;
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
		browser = new ChromeDriver(service, options);
		browser.manage().window().setSize(new Dimension(1366, 900));
		Files.createDirectories(PICTURES);
	}

	@AfterAll
	static void closeBrowser() {
		if (browser != null) {
			browser.quit();
		}
	}

	@Test
	void operatorClosesADayAndSeesItPublished() throws IOException {
		submit();
		LocalDate day = engine.bean(ClearingDays.class).current().day();
		browser.get(engine.baseUrl() + "/?lang=en");
		waitFor("#intake-posted", "[1-9][0-9,]*");
		picture("open-day");

		browser.findElement(By.id("close-day")).click();
		await("the question", () -> browser.findElement(By.id("confirm")).isDisplayed());
		assertThat(browser.findElement(By.id("confirm-heading")).getText()).isEqualTo("Close " + day + " now?");
		browser.findElement(By.cssSelector("#confirm .quiet")).click();
		assertThat(engine.bean(ClearingDays.class).current().day()).isEqualTo(day);

		browser.findElement(By.id("close-day")).click();
		await("the question", () -> browser.findElement(By.id("confirm")).isDisplayed());
		browser.findElement(By.id("confirm-yes")).click();
		waitFor("#notice", "Clearing day " + day + " is closed; its night begins\\.");
		waitFor("#night-heading", "The night of " + day);
		waitFor("#night-standing", "published");
		picture("published-day");
		assertThat(texts("#night-heading ~ *, .steps .step-name")).contains("Reconcile", "Write files");
		waitFor("#results-heading", "Clearing day " + day);
		await("the chart", () -> drawn("provinces"));
		assertThat(browser.findElements(By.cssSelector(".net tbody tr"))).hasSizeGreaterThanOrEqualTo(41);
		assertThat(browser.findElement(By.id("net-sum")).getText()).isEqualTo("0.00");
		assertThat(browser.findElements(By.cssSelector(".files a"))).hasSize(41 * 4);
		assertConsoleIsQuiet();
	}

	@Test
	void chartsAreDrawnInBothLanguagesAndThemes() throws IOException {
		publishedDay();
		for (String language : List.of("zh", "en")) {
			for (String theme : List.of("light", "dark")) {
				prefer(theme);
				browser.get(engine.baseUrl() + "/?lang=" + language);
				assertThat(browser.findElement(By.tagName("html")).getDomAttribute("lang")).isEqualTo(language);
				for (String view : List.of("provinces", "top", "matrix")) {
					browser.findElement(By.cssSelector("[data-view=" + view + "]")).click();
					await("the " + view + " chart", () -> drawn(view));
					picture(language + "-" + theme + "-" + view);
				}
			}
		}
		assertConsoleIsQuiet();
	}

	@Test
	void aPhoneNeedsNoSidewaysScrolling() throws IOException {
		publishedDay();
		browser.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", 390, "height", 844, "deviceScaleFactor", 2, "mobile", true));
		try {
			browser.get(engine.baseUrl() + "/?lang=zh");
			await("the chart", () -> drawn("provinces"));
			assertThat(number("return document.documentElement.scrollWidth")).isEqualTo(390);
			picture("phone");
		}
		finally {
			browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
		}
		assertConsoleIsQuiet();
	}

	@Test
	void refreshingMovesNothing() {
		publishedDay();
		browser.get(engine.baseUrl() + "/?lang=en");
		await("the chart", () -> drawn("provinces"));
		String places = "return [...document.querySelectorAll('.card')].map((card) => card.offsetTop + ':' + card.offsetHeight).join()";
		Object before = browser.executeScript(places);
		browser.executeScript("document.getElementById('live').dataset.marked = 'yes'");
		await("a refresh", () -> browser.findElements(By.cssSelector("#live[data-marked]")).isEmpty());
		assertThat(browser.executeScript(places)).isEqualTo(before);
	}

	private static void submit() {
		new HttpCaller(engine.baseUrl()).post("/api/v1/claims", SampleClaim.settlement().toString(), "Prefer",
				"wait=20");
	}

	private static void publishedDay() {
		browser.get(engine.baseUrl() + "/?lang=en");
		if (browser.findElements(By.id("flows")).isEmpty()) {
			submit();
			DayClosing.closeCurrentDay(engine);
		}
	}

	private static boolean drawn(String view) {
		List<WebElement> charts = browser.findElements(By.cssSelector("#flows[data-drawn=" + view + "]"));
		return !charts.isEmpty() && number(PICTURE_LENGTH) > PICTURE_LENGTH_MIN;
	}

	private static long number(String script) {
		return (browser.executeScript(script) instanceof Number number) ? number.longValue() : -1;
	}

	private static List<String> texts(String selector) {
		return browser.findElements(By.cssSelector(selector)).stream().map(WebElement::getText).toList();
	}

	private static void prefer(String theme) {
		browser.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
	}

	private static void waitFor(String selector, String pattern) {
		await(selector + " to say " + pattern,
				() -> texts(selector).stream().anyMatch((text) -> text.strip().matches(pattern)));
	}

	private static void await(String what, Callable<Boolean> condition) {
		Awaitility.await(what)
			.atMost(LONGEST_NIGHT)
			.ignoreException(StaleElementReferenceException.class)
			.until(condition);
	}

	private static void picture(String name) throws IOException {
		Files.write(PICTURES.resolve(name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
	}

	/** Nothing was logged, which includes what the content security policy forbids. */
	private static void assertConsoleIsQuiet() {
		assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
	}

}
