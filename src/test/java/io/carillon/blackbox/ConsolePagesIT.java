package io.carillon.blackbox;

import static io.carillon.blackbox.support.Json.raw;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import com.microsoft.playwright.options.ColorScheme;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Chromium;
import io.carillon.blackbox.support.ConsoleService;
import io.carillon.blackbox.support.ConsoleUser;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Tenant;
import io.carillon.receivers.Certificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every page of the console for each role: in both themes and on any screen, also with assistive technology. */
@ConsoleService
class ConsolePagesIT {

    /** As long as names may be, in scripts of both directions. */
    private static final String LONG_NAME = "An association of rowers with a name that no column has room for "
            .repeat(4).substring(0, 199) + ".";
    private static final String ARABIC_NAME = "نادي التجديف واتحاد المرفأ ".repeat(8).substring(0, 199) + ".";
    /** Widths and heights of a window: a telephone, which is 400 % zoom of 1,280 pixels, a wall, a notebook. */
    private static final int[][] WINDOWS = {{320, 256}, {2560, 1440}, {1280, 800}};

    private static final Path PICTURES = Path.of("src/docs/images/console");

    private final Service service;
    private final Chromium chromium;

    ConsolePagesIT(Service service, Chromium chromium) {
        this.service = service;
        this.chromium = chromium;
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

    private static final List<String> PAGES_OF_OWNERS = List.of("/report", "/rejected", "/refusals", "/enablement");
    private static final List<String> PAGES_OF_OPERATORS = List.of("/system", "/system?tab=settings", "/system?tab=notices");

    @Test
    void operatorsCanUseEveryPage(Tenant tenant) {
        Api.json(service.api().patch("/organizations/" + tenant.organization, Json.object("name", ARABIC_NAME)), 200);
        Api.json(service.api().patch("/applications/" + tenant.application, Json.object("name", LONG_NAME)), 200);
        List<String> pages = new ArrayList<>(pagesOfEverybody(tenant));
        pages.addAll(PAGES_OF_OWNERS);
        pages.addAll(PAGES_OF_OPERATORS);
        int bytes = visit(service.api().key(), pages);
        System.out.printf("console: %,d bytes with every page%n", bytes);
        assertThat("bytes that a browser gets with every page", bytes, is(both(greaterThan(100_000)).and(lessThan(150_000))));
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

    /** Returns how many bytes of the console's own files the browser got, as the service sends them. */
    private int visit(String key, List<String> pages) {
        List<String> complaints = new ArrayList<>();
        Map<String, Integer> files = new TreeMap<>();
        try (ConsoleUser user = chromium.user(service.api())) {
            complaints.addAll(user.at("/").accessibility());
            files.putAll(user.files());
            files.putAll(user.signIn(key).files());
            for (String page : pages) {
                user.choose(ColorScheme.LIGHT);
                user.at(page).settle();
                complaints.addAll(user.accessibility());
                complaints.addAll(user.contrast(ColorScheme.DARK));
                files.putAll(user.files());
                for (int[] window : WINDOWS) {
                    user.page().setViewportSize(window[0], window[1]);
                    if (!fits(user)) {
                        complaints.add(page + " at " + window[0] + " is " + user.overflow() + " px too wide " + user.cutOff());
                    }
                }
            }
        }
        assertThat(complaints, is(empty()));
        return sum(files);
    }

    @Test
    void aBrowserGetsLittleToSignInAndToShowTheOverview() {
        try (ConsoleUser user = chromium.user(service.api())) {
            Map<String, Integer> files = new TreeMap<>(user.at("/").settle().files());
            int signIn = sum(files);
            files.putAll(user.signIn(service.api().key()).drawn().files());
            System.out.printf("console: %,d bytes to sign in, %,d with the overview%n", signIn, sum(files));
            assertThat(files.toString(), signIn, is(both(greaterThan(20_000)).and(lessThan(60_000))));
            assertThat(files.toString(), sum(files), is(both(greaterThan(signIn)).and(lessThan(100_000))));
        }
    }

    private static int sum(Map<String, Integer> files) {
        return files.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Charts follow the width of the window a moment later. */
    private static boolean fits(ConsoleUser user) {
        try {
            await().pollInSameThread().pollDelay(Duration.ZERO).atMost(Duration.ofSeconds(5))
                    .until(() -> user.overflow() <= 0 && user.cutOff().isEmpty());
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
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

    @Test
    void anEndpointShowsWhatOpensItsReceiver(Tenant tenant, @TempDir Path folder) throws Exception {
        Certificates certificates = new Certificates(folder);
        certificates.sign("client", "carillon.example.com", "-validity", "20");
        Api.json(service.api().patch("/endpoints/" + tenant.endpoint, Json.object("url", "https://127.0.0.1/",
                "authentication", raw(Json.object("type", "basic", "username", "kim", "password", "geheim")),
                "certificateAuthorities", certificates.pem("ca"), "clientCertificate", raw(Json.object(
                        "certificate", certificates.pem("client"), "privateKey", certificates.keyPem("client"))))), 200);
        try (ConsoleUser user = chromium.user(service.api()).signIn(tenant.applicationKey.key())) {
            user.at("/endpoints/" + tenant.endpoint);
            for (String text : List.of("Password (kim)", "The endpoint's own", "The client certificate is valid until")) {
                user.text(text).waitFor();
            }
        }
    }

    /** The pictures of src/docs/console.md; {@code -Dconsole.pictures.write=true} writes them. */
    @Test
    void theDocumentationShowsTheConsoleAsItIs(Tenant tenant) throws IOException {
        Api.json(service.api().patch("/organizations/" + tenant.organization, Json.object("name", "River Rowers")), 200);
        Api.json(service.api().patch("/applications/" + tenant.application, Json.object("name", "Scoreboard")), 200);
        Map<String, String> pages = Map.of("overview", "/", "delivery", "/deliveries/" + tenant.delivery, "endpoint",
                "/endpoints/" + tenant.endpoint, "explain",
                "/explain?organization=" + tenant.organization + "&resourceType=team&resourceId=t1");
        try (ConsoleUser user = chromium.user(service.api()).signIn(tenant.applicationKey.key())) {
            user.page().setViewportSize(1120, 700);
            for (Map.Entry<String, String> page : pages.entrySet()) {
                for (ColorScheme theme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                    user.choose(theme);
                    byte[] picture = user.at(page.getValue()).settle().named().screenshot();
                    Path file = PICTURES.resolve(page.getKey() + "-" + theme.name().toLowerCase(Locale.ROOT) + ".png");
                    if (Boolean.getBoolean("console.pictures.write")) {
                        Files.createDirectories(PICTURES);
                        Files.write(file, picture);
                    }
                    assertThat(file.toString(), picture.length, is(both(greaterThan(20_000)).and(lessThan(120_000))));
                }
            }
        }
    }
}
