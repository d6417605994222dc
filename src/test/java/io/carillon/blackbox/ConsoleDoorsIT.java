package io.carillon.blackbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Chromium;
import io.carillon.blackbox.support.ConsoleService;
import io.carillon.blackbox.support.ConsoleUser;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Tenant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How people come into the console and stay in it: keys, portal links, and frames of other sites. */
@ConsoleService
class ConsoleDoorsIT {

    /** One of the sites that the setting of the shared service names, and another one. */
    private static final String ALLOWED = "http://localhost:3000";
    private static final String FOREIGN = "http://localhost:4000";
    private static final String SITE = """
            <!doctype html><title>Site</title><iframe src="%s" style="width:900px;height:600px"></iframe>
            <script>
            addEventListener('message', async event => {
              if (event.data.type === 'carillon-height') window.heightOfFrame = event.data.height;
              if (event.data.type === 'carillon-link-wanted')
                event.source.postMessage({type: 'carillon-link', url: await window.newLink()}, '*');
            });
            </script>""";

    private final Service service;
    private final Chromium chromium;

    ConsoleDoorsIT(Service service, Chromium chromium) {
        this.service = service;
        this.chromium = chromium;
    }

    @Test
    void aWrongKeyIsRefusedAndARightOneLeadsToThePageAndOutAgain() {
        try (ConsoleUser user = chromium.user(service.api())) {
            user.at("/keys");
            user.field("API key").fill("ck_wrong");
            user.press("Sign in");
            assertThat(user.text("This key is not valid.")).isVisible();
            user.field("API key").fill(service.api().key());
            user.press("Sign in");
            assertThat(user.heading("API keys")).isVisible();
            assertThat(user.page().evaluate("() => document.cookie + JSON.stringify(localStorage)").toString(), is("{}"));
            user.page().reload();
            assertThat(user.heading("API keys")).isVisible();
            assertThat(user.page().locator("tbody tr").first()).isVisible();
            user.page().waitForLoadState(LoadState.NETWORKIDLE); // what is answered after the end of the session would be 401
            user.page().locator(".head-end summary").click();
            user.press("Sign out");
            assertThat(user.text("You are signed out.")).isVisible();
            user.page().reload();
            assertThat(user.heading("Sign in")).isVisible();
        }
    }

    @Test
    void aPortalLinkLeadsToItsPageOnceOnly(Tenant tenant) {
        String url = link(tenant, "path", "/endpoints", "returnUrl", "https://app.example.com/settings");
        try (ConsoleUser first = chromium.user(service.api()); ConsoleUser second = chromium.user(service.api())) {
            first.open(url);
            assertThat(first.heading("Endpoints")).isVisible();
            assertThat(first.page().url(), not(containsString("#")));
            second.open(url);
            assertThat(second.heading("This link cannot be used any more")).isVisible();
            assertThat(second.link("Get a new link")).hasAttribute("href", "https://app.example.com/settings");
            second.expect("409");
            first.page().reload();
            assertThat(first.heading("Endpoints")).isVisible();
        }
    }

    @Test
    void aSiteOfTheSettingShowsTheConsoleInAFrameWithoutACookie(Tenant tenant) {
        try (ConsoleUser user = chromium.user(service.api())) {
            Page page = showSite(user, ALLOWED, tenant);
            FrameLocator frame = page.frameLocator("iframe");
            assertThat(frame.locator("main h1")).hasText("Endpoints");
            assertThat(frame.locator("tbody tr")).hasCount(1);
            assertThat(user.cookies(), is(empty()));
            page.waitForFunction("() => window.heightOfFrame > 300");
            // Loaded again, the frame has forgotten its token and asks the site for another link.
            page.frames().get(1).evaluate("() => location.reload()");
            assertThat(frame.locator("tbody tr")).hasCount(1);
            frame.locator("tbody a").first().click();
            assertThat(frame.getByRole(AriaRole.HEADING, heading("What it answers"))).isVisible();
        }
    }

    @Test
    void anotherSiteCannotFrameTheConsole(Tenant tenant) {
        try (ConsoleUser user = chromium.user(service.api())) {
            Page page = showSite(user, FOREIGN, tenant);
            page.waitForCondition(() -> user.complained("frame-ancestors"));
            assertThat(page.frameLocator("iframe").locator("#app")).hasCount(0);
            user.expect("frame-ancestors");
        }
    }

    /** Shows a page of {@code origin} with the console in a frame. */
    private Page showSite(ConsoleUser user, String origin, Tenant tenant) {
        String url = link(tenant, "embed", true, "path", "/endpoints");
        user.page().exposeFunction("newLink", nothing -> link(tenant, "embed", true, "path", "/endpoints"));
        user.page().route(origin + "/", route -> route.fulfill(new FulfillOptions().setContentType("text/html")
                .setBody(SITE.formatted(url))));
        user.page().navigate(origin + "/");
        return user.page();
    }

    private String link(Tenant tenant, Object... more) {
        Object[] members = Stream.concat(Stream.of("scope", "application:" + tenant.application), Stream.of(more)).toArray();
        return Api.json(service.api().post("/portal-links", Json.object(members)), 201).get("url").asText();
    }

    private static FrameLocator.GetByRoleOptions heading(String name) {
        return new FrameLocator.GetByRoleOptions().setName(name);
    }
}
