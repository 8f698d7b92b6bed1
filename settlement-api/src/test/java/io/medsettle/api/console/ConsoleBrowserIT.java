package io.medsettle.api.console;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.medsettle.api.testing.Browser;
import io.medsettle.api.testing.DayClosing;
import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.SampleClaim;
import io.medsettle.api.testing.SharedEngine;
import io.medsettle.core.day.ClearingDays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An operator closes a day in a real Chromium and watches its night.
 */
@ExtendWith(SharedEngine.class)
class ConsoleBrowserIT {

	/** A canvas with nothing on it packs to a few hundred characters. */
	private static final long PICTURE_LENGTH_MIN = 8000;

	private static final String PICTURE_LENGTH = """
			const canvas = document.querySelector('#flows canvas');
			return canvas ? canvas.toDataURL().length : 0;""";

	private static Engine engine;

	private static Browser opened;

	private static ChromeDriver browser;

	@BeforeAll
	static void openBrowser(Engine shared, @TempDir Path profile) {
		engine = shared;
		opened = Browser.open(profile);
		browser = opened.driver();
		opened.logIn(engine.baseUrl(), "operator", "demo");
	}

	@AfterAll
	static void closeBrowser() {
		if (opened != null) {
			opened.close();
		}
	}

	@Test
	void operatorClosesADayAndSeesItPublished() {
		submit();
		LocalDate day = engine.bean(ClearingDays.class).current().day();
		browser.get(engine.baseUrl() + "/?lang=en");
		waitFor("#intake-posted", "[1-9][0-9,]*");
		picture("open-day");

		opened.click("#close-day");
		await("the question", () -> browser.findElement(By.id("confirm")).isDisplayed());
		assertThat(browser.findElement(By.id("confirm-heading")).getText()).isEqualTo("Close " + day + " now?");
		browser.findElement(By.cssSelector("#confirm .quiet")).click();
		assertThat(engine.bean(ClearingDays.class).current().day()).isEqualTo(day);

		opened.click("#close-day");
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
		assertThat(browser.findElements(By.cssSelector(".files a"))).hasSize(41 * 2);
		assertConsoleIsQuiet();
	}

	@Test
	void chartsAreDrawnInBothLanguagesAndThemes() {
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
	void aPhoneNeedsNoSidewaysScrolling() {
		publishedDay();
		opened.asAPhone();
		try {
			browser.get(engine.baseUrl() + "/?lang=zh");
			await("the chart", () -> drawn("provinces"));
			assertThat(number("return document.documentElement.scrollWidth")).isEqualTo(390);
			picture("phone");
		}
		finally {
			opened.asALaptop();
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

	@Test
	void aStoppedLedgerIsRedAndSaysWhatToDo() {
		ConcurrentMessageListenerContainer<?, ?> ledger = engine.context()
			.getBean("insuredLedgerContainer", ConcurrentMessageListenerContainer.class);
		browser.get(engine.baseUrl() + "/?lang=en");
		await("a green ledger", () -> !browser.findElements(By.cssSelector("#part-insured.good")).isEmpty());
		ledger.stop();
		try {
			submitWithoutWaiting();
			await("a red ledger", () -> !browser.findElements(By.cssSelector("#part-insured.bad")).isEmpty());
			await("unequal bars",
					() -> !browser.findElements(By.cssSelector("#part-insured progress.behind")).isEmpty());
			assertThat(texts("#remedy-insured")).singleElement()
				.asString()
				.contains("the process that runs this ledger");
			assertThat(texts("#announcer")).singleElement().asString().startsWith("Not well: Insured ledger");
			picture("stopped-ledger");
			browser.get(engine.baseUrl() + "/?lang=zh");
			picture("stopped-ledger-zh");
			opened.asAPhone();
			picture("stopped-ledger-phone");
		}
		finally {
			opened.asALaptop();
			ledger.start();
		}
		await("a green ledger", () -> !browser.findElements(By.cssSelector("#part-insured.good")).isEmpty());
		assertThat(browser.findElements(By.cssSelector(".remedies"))).isEmpty();
		assertConsoleIsQuiet();
	}

	@Test
	void figuresOfAnEngineThatDoesNotAnswerLookOld() {
		publishedDay();
		browser.get(engine.baseUrl() + "/?lang=en");
		await("the chart", () -> drawn("provinces"));
		assertThat(browser.findElements(By.cssSelector(".stale"))).isEmpty();
		offline(true);
		try {
			waitFor("#connection",
					"The engine does not answer\\. What stands here is [1-9]\\d* s old\\. Trying again…");
			await("all figures to look old", () -> texts("#parts.stale, #live.stale, #results.stale").size() == 3);
			picture("lost-engine");
		}
		finally {
			offline(false);
		}
		await("new figures", () -> browser.findElements(By.cssSelector(".stale")).isEmpty());
		assertThat(browser.findElement(By.id("connection")).isDisplayed()).isFalse();
		assertThat(opened.log())
			.allMatch((line) -> line.contains("ERR_INTERNET_DISCONNECTED") || line.contains("\"htmx:"));
	}

	private static void offline(boolean offline) {
		browser.executeCdpCommand("Network.enable", Map.of());
		browser.executeCdpCommand("Network.emulateNetworkConditions",
				Map.of("offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
	}

	private static void submitWithoutWaiting() {
		new HttpCaller(engine.baseUrl()).post("/api/v1/claims", SampleClaim.settlement().toString());
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

	private static void prefer(String theme) {
		browser.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
	}

	private static List<String> texts(String selector) {
		return opened.texts(selector);
	}

	private static void waitFor(String selector, String pattern) {
		opened.waitFor(selector, pattern);
	}

	private static void await(String what, Callable<Boolean> condition) {
		opened.await(what, condition);
	}

	private static void picture(String name) {
		opened.picture(name);
	}

	private static void assertConsoleIsQuiet() {
		assertThat(opened.log()).isEmpty();
	}

}
