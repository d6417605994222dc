package io.carillon.blackbox.support;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A person with the console in a browser: what they do, and what their browser complains about. */
public final class ConsoleUser implements AutoCloseable {

    /** How long a page may take on a crowded machine. */
    static final int PATIENCE_MS = 20_000;

    private static final String CUT_OFF = """
            () => [...document.querySelectorAll('.head > *, .page-head h1, .page-head .actions > *')]
                .filter(one => one.checkVisibility()).filter(one => {
                  const box = one.getBoundingClientRect();
                  return box.left < 0 || box.right > document.documentElement.clientWidth || box.width < 1
                      || (one.tagName === 'H1' && one.scrollWidth > one.clientWidth + 1);
                }).map(one => one.outerHTML.slice(0, 200))""";

    private static final String FILES = """
            () => Object.fromEntries([...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
                .map(one => [new URL(one.name).pathname, one.encodedBodySize])
                .filter(([path]) => path.startsWith('/console/') && path !== '/console/session')
                .map(([path, size]) => [path.startsWith('/console/assets/') ? path : '/console/', size]))""";

    private final BrowserContext context;
    private final Page page;
    private final URI base;
    private final List<String> complaints = new ArrayList<>();

    ConsoleUser(Browser browser, URI base) {
        this.base = base;
        context = browser.newContext(new NewContextOptions().setViewportSize(1280, 900).setLocale("en-GB"));
        context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
        page = context.newPage();
        page.setDefaultTimeout(PATIENCE_MS);
        page.onConsoleMessage(message -> {
            // Asking whether there is a session is how the page finds out that there is none.
            boolean asked = message.text().contains("401") && message.location().contains("/console/session");
            if (!asked && (message.type().equals("error") || message.type().equals("warning"))) {
                complaints.add(message.type() + ": " + message.text() + " at " + message.location());
            }
        });
        page.onPageError(error -> complaints.add("exception: " + error));
    }

    public Page page() {
        return page;
    }

    /** Goes to a page of the console, such as {@code /deliveries}, and waits until it is there. */
    public ConsoleUser at(String path) {
        page.navigate(base.resolve("/console" + path).toString());
        page.locator("main h1, main .empty").first().waitFor();
        return this;
    }

    /** Opens an address as somebody does who was given it. */
    public void open(String url) {
        page.navigate(url);
    }

    /** What the browser keeps for the console and sends with each request. */
    public List<Cookie> cookies() {
        return context.cookies();
    }

    /** Waits until nothing loads any more. */
    public ConsoleUser settle() {
        page.waitForFunction("() => !document.querySelector('.skeleton, .busy, [aria-busy=true]')");
        return this;
    }

    /** Waits until the page has drawn a chart. */
    public ConsoleUser drawn() {
        page.locator(".plot canvas").first().waitFor();
        return this;
    }

    /** The console's files that the page has loaded, with their sizes in bytes as the service sent them, compressed. */
    @SuppressWarnings("unchecked")
    public Map<String, Integer> files() {
        return (Map<String, Integer>) page.evaluate(FILES);
    }

    /** Waits until applications and endpoints are shown by their names. */
    public ConsoleUser named() {
        page.waitForFunction("() => [...document.querySelectorAll('.named')].every(one => one.textContent !== '…')");
        return this;
    }

    /** Signs in with a key on the page for it. */
    public ConsoleUser signIn(String key) {
        at("/");
        field("API key").fill(key);
        press("Sign in");
        heading("Overview").waitFor();
        return this;
    }

    public Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(false)).first();
    }

    public Locator heading(String text) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(text)).first();
    }

    public Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name)).first();
    }

    public Locator link(String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name)).first();
    }

    public Locator text(String text) {
        return page.getByText(text).first();
    }

    public void press(String name) {
        button(name).click();
    }

    /** Presses a button of the dialog that is open. */
    public void pressInDialog(String name) {
        page.locator("dialog[open]").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name)).last().click();
    }

    /** What people with assistive technology would stumble over. */
    public List<String> accessibility() {
        return violations(axe().withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")));
    }

    /** What is hard to read in a theme. */
    public List<String> contrast(ColorScheme theme) {
        choose(theme);
        return violations(axe().withRules(List.of("color-contrast")));
    }

    private AxeBuilder axe() {
        AxeRunOptions violationsOnly = new AxeRunOptions();
        violationsOnly.setResultTypes(List.of("violations"));
        // Without frames in a page, the mode without a page of its own for each result does the same for less.
        return new AxeBuilder(page).options(violationsOnly).setLegacyMode(true);
    }

    private List<String> violations(AxeBuilder axe) {
        return axe.analyze().getViolations().stream().map(this::describe).toList();
    }

    /** Shows the page as a system does that is set to a theme. */
    public void choose(ColorScheme theme) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
    }

    private String describe(Rule violation) {
        return page.url() + " " + violation.getId() + ": " + violation.getHelp() + " " + violation.getNodes().stream().limit(3)
                .map(node -> node.getHtml() + " " + node.getFailureSummary()).toList();
    }

    /** By how many pixels the page is wider than its window. */
    public int overflow() {
        return (int) page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
    }

    /** Texts and buttons of the head and of the page's own head that are outside the window or cut off. */
    @SuppressWarnings("unchecked")
    public List<String> cutOff() {
        return (List<String>) page.evaluate(CUT_OFF);
    }

    public byte[] screenshot() {
        return page.screenshot(new Page.ScreenshotOptions().setAnimations(ScreenshotAnimations.DISABLED));
    }

    public boolean complained(String complaint) {
        return complaints.stream().anyMatch(one -> one.contains(complaint));
    }

    /** Forgets complaints that were expected. */
    public void expect(String complaint) {
        assertThat(complaints.toString(), complaints.removeIf(one -> one.contains(complaint)), is(true));
    }

    /** Forgets complaints that may come, but need not. */
    public void tolerate(String complaint) {
        complaints.removeIf(one -> one.contains(complaint));
    }

    /** Fails if the browser complained: an exception, an error, or something that the security policy forbids. */
    @Override
    public void close() {
        context.close();
        assertThat(complaints, is(empty()));
    }
}
