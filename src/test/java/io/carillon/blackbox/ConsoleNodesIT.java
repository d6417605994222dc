package io.carillon.blackbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import com.microsoft.playwright.Locator;
import io.carillon.blackbox.crash.CrashSite;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.Chromium;
import io.carillon.blackbox.support.ConsoleUser;
import io.carillon.blackbox.support.InChromium;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.Receiver;
import io.carillon.blackbox.support.RoundRobin;
import io.carillon.blackbox.support.Tenant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The console in a browser that reaches another of two nodes with each request, and with ten thousand endpoints. */
@Tag("long")
@InChromium
class ConsoleNodesIT {

    private static final int APPLICATIONS = 100;
    private static final int ENDPOINTS_OF_EACH = 100;
    /** What a list with a filter may take, with room for a crowded machine. */
    private static final long PATIENCE_MS = 5_000;

    private static CrashSite site;
    private static Receiver receiver;
    private static RoundRobin proxy;
    private static Api operator;

    private final Chromium chromium;

    ConsoleNodesIT(Chromium chromium) {
        this.chromium = chromium;
    }

    @BeforeAll
    static void twoNodesBehindAProxy() {
        receiver = new Receiver();
        site = CrashSite.shared(CarillonProcess.aNewFolder(), 2);
        proxy = new RoundRobin(site.nodes().stream().map(node -> node.api().base()).toList());
        operator = new Api(proxy.base(), CarillonProcess.OPERATOR_KEY);
    }

    @AfterAll
    static void end() {
        proxy.close();
        site.close();
        receiver.close();
    }

    @Test
    void aSessionIsTheSameOnBothNodesAlsoWhileOneRestarts() {
        Tenant tenant = new Tenant(operator, receiver);
        try (ConsoleUser user = chromium.user(operator).signIn(tenant.applicationKey.key())) {
            int first = proxy.served(0);
            int second = proxy.served(1);
            useEveryList(user);
            assertThat(proxy.served(0), is(greaterThan(first)));
            assertThat(proxy.served(1), is(greaterThan(second)));
            for (CarillonProcess node : site.nodes()) {
                node.terminate();
                useEveryList(user);
                node.start();
            }
            user.at("/deliveries").settle();
            user.page().keyboard().press("p");
            assertThat(user.page().locator(".button.live.good")).isVisible();
            Locator rows = user.page().locator("tbody tr");
            assertThat(rows).hasCount(1);
            Api.json(tenant.organizationKey.post("/changes", tenant.change()), 202);
            assertThat(rows).hasCount(2);
            user.page().locator(".head-end summary").click();
            user.press("Sign out");
            assertThat(user.heading("Sign in")).isVisible();
        }
    }

    private static void useEveryList(ConsoleUser user) {
        for (String page : new String[] {"/deliveries", "/messages", "/endpoints", "/organizations", "/audit"}) {
            user.at(page).settle();
            assertThat(user.page().locator("tbody tr, .entry").first()).isVisible();
        }
    }

    @Test
    void tenThousandEndpointsAreSearchedFilteredAndPaged() {
        IntStream.range(0, APPLICATIONS).parallel().forEach(ConsoleNodesIT::anApplicationWithManyEndpoints);
        try (ConsoleUser user = chromium.user(operator).signIn(operator.key())) {
            user.at("/endpoints").settle();
            Locator rows = user.page().locator("tbody tr");
            int page = rows.count();
            user.press("Show older");
            assertThat(rows).hasCount(2 * page);
            long start = System.nanoTime();
            user.page().getByPlaceholder("Search URL or description").fill("Board 42, place 17");
            assertThat(rows).hasCount(1);
            assertThat((System.nanoTime() - start) / 1_000_000, is(lessThan(PATIENCE_MS)));
            rows.first().locator("a").first().click();
            assertThat(user.text("Board 42, place 17")).isVisible();
            user.at("/endpoints?status=disabled").settle();
            assertThat(user.text("No endpoint matches")).isVisible();
            user.at("/").settle();
            assertThat(user.text("of 10,")).isVisible();
        }
    }

    private static void anApplicationWithManyEndpoints(int number) {
        String id = Api.json(operator.post("/applications", Json.object("name", "Board " + number)), 201).get("id").asText();
        for (int place = 0; place < ENDPOINTS_OF_EACH; place++) {
            Api.json(operator.post("/applications/" + id + "/endpoints", Json.object("url", receiver.newUrl(received ->
                    Receiver.Answer.status(200)), "format", "thin", "delivery", "coalesced", "description",
                    "Board " + number + ", place " + place)), 201);
        }
    }
}
