package io.carillon.blackbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import io.carillon.blackbox.support.Chromium;
import io.carillon.blackbox.support.ConsoleService;
import io.carillon.blackbox.support.ConsoleUser;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Tenant;
import org.junit.jupiter.api.Test;

/** What the console shows first to somebody who comes with the link of the demonstration. */
@ConsoleService
class ConsoleFirstStepsIT {

    private final Service service;
    private final Chromium chromium;

    ConsoleFirstStepsIT(Service service, Chromium chromium) {
        this.service = service;
        this.chromium = chromium;
    }

    @Test
    void theDemonstrationsLinkLeadsToAnEndpointOfOnesOwn(Tenant tenant) {
        String url = "http://127.0.0.1:4711/yours";
        try (ConsoleUser user = chromium.user(service.api()).signIn(anOperator())) {
            user.settle().at("/?receiver=" + url).settle();
            assertThat(user.heading("Welcome to the demonstration")).isVisible();
            user.link("Deliveries").click();
            user.link("Overview").click();
            user.settle();
            user.page().locator(".first-steps").getByText("New endpoint").click();
            assertThat(user.field("URL")).hasValue(url);
            user.page().getByLabel("Application", new Page.GetByLabelOptions().setExact(true)).selectOption("");
            user.press("Create endpoint");
            assertThat(user.page().locator(".field-error")).hasText("Choose the application that the endpoint belongs to.");
        }
    }

    @Test
    void anotherReceiverThanTheDemonstrationsIsNotSuggested() {
        try (ConsoleUser user = chromium.user(service.api()).signIn(anOperator())) {
            user.settle().at("/?receiver=http://127.0.0.1:4711@example.org/yours").settle();
            assertThat(user.heading("Welcome to the demonstration")).isHidden();
        }
    }

    /** A key of its own, because a key may have few streams at the same time, and each overview opens one. */
    private String anOperator() {
        return Tenant.keyOf(service.api(), "operator").key();
    }
}
