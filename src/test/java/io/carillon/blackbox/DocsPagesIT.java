package io.carillon.blackbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Chromium;
import io.carillon.blackbox.support.ConsoleService;
import io.carillon.blackbox.support.ConsoleUser;
import io.carillon.blackbox.support.RunningCarillon.Service;
import org.junit.jupiter.api.Test;

/** The pages of the documentation in a browser. */
@ConsoleService
class DocsPagesIT {

    private static final String[] KINDS = {"/docs/", "/docs/explain", "/docs/problems/not-found", "/docs/architecture",
            "/docs/console", "/docs/files/docker/kubernetes/", "/docs/files/src/docs/examples/connect.py", "/docs/nothing"};

    private final Api api;
    private final Chromium chromium;

    DocsPagesIT(Service service, Chromium chromium) {
        this.api = service.api();
        this.chromium = chromium;
    }

    @Test
    void everyKindOfPageCanBeReadByEveryoneAndOnANarrowScreen() {
        try (ConsoleUser reader = chromium.user(api)) {
            for (String path : KINDS) {
                reader.page().setViewportSize(1280, 900);
                open(reader, path);
                assertThat(reader.accessibility(), is(empty()));
                assertThat(reader.contrast(ColorScheme.DARK), is(empty()));
                assertThat(reader.contrast(ColorScheme.LIGHT), is(empty()));
                reader.page().setViewportSize(320, 640);
                assertThat(path, reader.overflow(), is(lessThanOrEqualTo(0)));
                assertThat(reader.accessibility(), is(empty()));
            }
            reader.expect("404");
        }
    }

    @Test
    void theSearchFindsSectionsWithTheKeyboard() {
        try (ConsoleUser reader = chromium.user(api)) {
            Page page = open(reader, "/docs/");
            page.keyboard().press("/");
            page.keyboard().type("tick qwertzuiop");
            assertThat(page.locator(".search [role=status]")).hasText("Nothing found");
            page.getByLabel("Search the documentation").fill("not-selected");
            Locator found = page.locator(".results a", new Page.LocatorOptions().setHasText("Why did I not get it?")).first();
            assertThat(found).isVisible();
            assertThat(reader.accessibility(), is(empty()));
            page.keyboard().press("ArrowDown");
            assertThat(page.locator(".results a").first()).isFocused();
            page.keyboard().press("Escape");
            assertThat(found).isHidden();
            page.getByLabel("Search the documentation").fill("did codes");
            page.locator(".results a", new Page.LocatorOptions().setHasText("Why did I not get it? › The codes")).first().click();
            page.waitForURL(api.base().resolve("/docs/explain#the-codes").toString());
        }
    }

    @Test
    void codeIsCopiedAsItIs() {
        try (ConsoleUser reader = chromium.user(api)) {
            Page page = open(reader, "/docs/readme");
            Locator block = page.locator(".code", new Page.LocatorOptions().setHasText("CARILLON_DEMO=true java")).first();
            block.hover();
            block.getByText("Copy").click();
            assertThat(block.locator("button")).hasText("Copied");
            assertThat(page.evaluate("() => navigator.clipboard.readText()"),
                    is("mvn -q -DskipTests package && CARILLON_DEMO=true java -jar target/carillon.jar"));
        }
    }

    @Test
    void theThemeIsThatOfTheConsole() {
        try (ConsoleUser reader = chromium.user(api)) {
            Page page = open(reader, "/docs/console");
            page.getByLabel("Theme").selectOption("dark");
            assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
            page.waitForFunction("() => document.querySelector('picture img').currentSrc.endsWith('overview-dark.png')");
            reader.at("/");
            assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
        }
    }

    @Test
    void aNarrowScreenHasTheMenuAboveThePage() {
        try (ConsoleUser reader = chromium.user(api)) {
            reader.page().setViewportSize(320, 640);
            Page page = open(reader, "/docs/explain");
            assertThat(page.locator(".side")).isHidden();
            page.getByText("Menu", new Page.GetByTextOptions().setExact(true)).click();
            page.locator(".menu").getByText("API reference").click();
            page.waitForURL(api.base().resolve("/docs/api").toString());
        }
    }

    private Page open(ConsoleUser reader, String path) {
        reader.open(api.base().resolve(path).toString());
        return reader.page();
    }
}
