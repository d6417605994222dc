package io.carillon.blackbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Chromium;
import io.carillon.blackbox.support.ConsoleService;
import io.carillon.blackbox.support.ConsoleUser;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Tenant;
import org.junit.jupiter.api.Test;

/** The console in a browser while the service restarts. */
@ConsoleService
class ConsoleRestartIT {

    /** Of a page that waits to connect again, with time to spare. */
    private static final int LONGEST_PAUSE_MS = 60_000;

    private final Service service;
    private final Chromium chromium;

    ConsoleRestartIT(Service service, Chromium chromium) {
        this.service = service;
        this.chromium = chromium;
    }

    @Test
    void aSessionOutlivesARestart(Tenant tenant) {
        assumeTrue(service.process() != null, "the suite can restart only what it started");
        try (ConsoleUser user = chromium.user(service.api()).signIn(tenant.applicationKey.key())) {
            Locator state = user.page().locator(".live-note");
            assertThat(state).hasText("Live");
            service.process().terminate();
            assertThat(state).hasText("Connecting…");
            service.process().start();
            assertThat(state).hasText("Live", new HasTextOptions().setTimeout(LONGEST_PAUSE_MS));
            Api.json(tenant.organizationKey.post("/changes", tenant.change()), 202);
            assertThat(user.page().locator(".overview-lists tbody tr")).hasCount(2);
            user.link("Endpoints").click();
            assertThat(user.page().locator("tbody tr")).hasCount(1);
            user.expect("Failed to load resource");
        }
    }
}
