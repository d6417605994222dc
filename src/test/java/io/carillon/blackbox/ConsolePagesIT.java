package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Chromium;
import io.carillon.blackbox.support.ConsoleUser;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.SharedService;
import io.carillon.blackbox.support.Tenant;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every page of the console for each role: in both themes and on any screen, also with assistive technology. */
@SharedService
class ConsolePagesIT {

    private static final String LONG_NAME = "An association of rowers with a name that no column has room for ".repeat(3).strip();

    private static Chromium chromium;

    private final Service service;

    ConsolePagesIT(Service service) {
        this.service = service;
    }

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    private static List<String> pagesOfEverybody(Tenant tenant) {
        String endpoint = "/endpoints/" + tenant.endpoint;
        String object = "/explain?organization=" + tenant.organization + "&resourceType=team&resourceId=t1";
        return List.of("/", object, "/explain?tab=dry-run", "/deliveries", "/deliveries/" + tenant.delivery, "/redeliveries",
                "/redeliveries/" + tenant.redelivery(), "/messages", "/messages/" + tenant.message, "/endpoints",
                "/endpoints/new", endpoint, endpoint + "/deliveries", endpoint + "/try", endpoint + "/code",
                endpoint + "/secret", endpoint + "/settings", endpoint + "/history", "/applications",
                "/applications/" + tenant.application, "/organizations", "/organizations/" + tenant.organization, "/catalog",
                "/catalog?tab=objects", "/catalog/score.updated", "/verify", "/keys", "/portal-links", "/audit",
                "/nothing-here");
    }

    private static final List<String> PAGES_OF_OWNERS = List.of("/report", "/rejected", "/enablement");
    private static final List<String> PAGES_OF_OPERATORS = List.of("/system", "/system?tab=settings", "/system?tab=notices");

    @Test
    void operatorsCanUseEveryPage(Tenant tenant) {
        Api.json(service.api().patch("/organizations/" + tenant.organization, Json.object("name", LONG_NAME)), 200);
        Api.json(service.api().patch("/applications/" + tenant.application, Json.object("name", LONG_NAME)), 200);
        List<String> pages = new ArrayList<>(pagesOfEverybody(tenant));
        pages.addAll(PAGES_OF_OWNERS);
        pages.addAll(PAGES_OF_OPERATORS);
        visit(service.api().key(), pages);
    }

    @Test
    void organizationsCanUseTheirPages(Tenant tenant) {
        List<String> pages = new ArrayList<>(PAGES_OF_OWNERS);
        pages.addAll(List.of("/", "/organizations/" + tenant.organization, "/endpoints/" + tenant.endpoint));
        visit(tenant.organizationKey.key(), pages);
    }

    @Test
    void applicationsCanUseTheirPages(Tenant tenant) {
        visit(tenant.applicationKey.key(),
                List.of("/", "/deliveries/" + tenant.delivery, "/endpoints", "/organizations", "/keys"));
    }

    private void visit(String key, List<String> pages) {
        List<String> complaints = new ArrayList<>();
        try (ConsoleUser user = chromium.user(service.api())) {
            complaints.addAll(user.at("/").accessibility());
            user.signIn(key);
            for (String page : pages) {
                user.at(page).settle();
                complaints.addAll(user.accessibility());
                complaints.addAll(user.contrast("dark"));
                for (int width : new int[] {320, 2560, 1280}) {
                    user.page().setViewportSize(width, 900);
                    assertThat(page + " at " + width, user.overflow(), is(lessThanOrEqualTo(0)));
                }
            }
        }
        assertThat(complaints, is(empty()));
    }

    @Test
    void theLanguageCanBeChosen(Tenant tenant) {
        try (ConsoleUser user = chromium.user(service.api()).signIn(tenant.applicationKey.key())) {
            user.page().locator(".head-end summary").click();
            user.field("Language").selectOption("de");
            user.heading("Überblick").waitFor();
            user.at("/endpoints");
            assertThat(user.page().title(), is("Endpunkte · Carillon"));
            assertThat(user.page().locator("html").getAttribute("lang"), is("de"));
        }
    }

    /** The pictures of src/docs/console.md, with {@code -Dconsole.screenshots=src/docs/images}. */
    @Test
    void theMostImportantPagesHavePictures(Tenant tenant) {
        Path folder = Path.of(System.getProperty("console.screenshots", "target/console-screenshots"));
        String object = "/explain?organization=" + tenant.organization + "&resourceType=team&resourceId=t1";
        Map<String, String> pages = Map.of("overview", "/", "deliveries", "/deliveries", "explain", object, "form",
                "/endpoints/new", "delivery", "/deliveries/" + tenant.delivery, "endpoint", "/endpoints/" + tenant.endpoint,
                "try", "/endpoints/" + tenant.endpoint + "/try");
        try (ConsoleUser user = chromium.user(service.api()).signIn(tenant.applicationKey.key())) {
            pages.forEach((name, page) -> {
                user.at(page).settle();
                List.of("light", "dark").forEach(theme ->
                        user.screenshot(folder.resolve("console-" + name + "-" + theme + ".png"), theme));
            });
        }
        assertThat(folder.resolve("console-overview-light.png").toFile().length() > 10_000, is(true));
    }
}
