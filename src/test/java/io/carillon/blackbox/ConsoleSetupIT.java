package io.carillon.blackbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.LocatorOptions;
import com.microsoft.playwright.options.AriaRole;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Chromium;
import io.carillon.blackbox.support.ConsoleService;
import io.carillon.blackbox.support.ConsoleUser;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Tenant;
import org.junit.jupiter.api.Test;

/** How operators and organizations set up tenants, keys and links in the console. */
@ConsoleService
class ConsoleSetupIT {

    private final Service service;
    private final Chromium chromium;

    ConsoleSetupIT(Service service, Chromium chromium) {
        this.service = service;
        this.chromium = chromium;
    }

    @Test
    void twoEndpointsAreCompared(Tenant tenant) {
        String other = tenant.newEndpoint();
        Api.json(tenant.applicationKey.patch("/endpoints/" + other, Json.object("description", "Other", "format", "thin")), 200);
        try (ConsoleUser user = chromium.user(service.api()).signIn(tenant.applicationKey.key())) {
            user.at("/endpoints/" + tenant.endpoint);
            user.page().locator(".page-title .menu summary").click();
            user.press("Compare with another endpoint");
            assertThat(user.page().locator("dialog .diff tbody tr")).hasCount(1);
            assertThat(user.page().locator("dialog .diff tbody tr")).containsText("thin");
            assertThat(user.page().locator("dialog .diff thead")).containsText("Other");
        }
    }

    @Test
    void theFormShowsTheEventThatAnEndpointWillGet(Tenant tenant) {
        try (ConsoleUser user = chromium.user(service.api()).signIn(tenant.applicationKey.key())) {
            user.at("/endpoints/new");
            Locator previews = user.page().locator("aside .code");
            user.page().locator("input[value=cloudevents]").check();
            assertThat(previews.first()).containsText("\"specversion\": \"1.0\"");
            assertThat(previews.last()).containsText("content-type: application/cloudevents+json");
            user.page().locator("input[value=coalesced]").check();
            assertThat(previews.first()).containsText("\"changes\": 2");
            user.page().locator("input[value=cloudevents-binary]").check();
            assertThat(previews.first()).not().containsText("specversion");
            assertThat(previews.last()).containsText("ce-type: score.updated");
            assertThat(previews.last()).containsText("ce-changes: 2");
        }
    }

    @Test
    void anEndpointWhoseReceiverPollsNeedsNoUrl(Tenant tenant) {
        try (ConsoleUser user = chromium.user(service.api()).signIn(tenant.applicationKey.key())) {
            user.at("/endpoints/new");
            user.page().locator("input[type=url]").fill("https://example.org/not-needed");
            user.page().locator("input[value=poll]").check();
            assertThat(user.page().locator("input[type=url]")).isHidden();
            user.field("Description").fill("Nightly");
            user.press("Create endpoint");
            assertThat(user.heading("Polled by its receiver")).isVisible();
            assertThat(user.link("Try it")).isHidden();
            user.link("Settings").click();
            user.field("Description").fill("Each night");
            user.press("Save changes");
            assertThat(user.text("Each night").first()).isVisible();
            user.at("/endpoints");
            assertThat(user.text("Polled by its receiver")).isVisible();
        }
        JsonNode made = Api.json(tenant.applicationKey.get("/applications/" + tenant.application + "/endpoints"), 200)
                .at("/items/1");
        assertThat(made.get("transport").asText() + ": " + made.get("description").asText(), is("poll: Each night"));
    }

    @Test
    void operatorsMakeAnOrganizationWithAPersonToAsk(Tenant tenant) {
        String id = String.valueOf(tenant.newOrganization() + 500_000_000L);
        try (ConsoleUser user = chromium.user(service.api()).signIn(service.api().key())) {
            user.at("/organizations");
            user.press("New organization");
            Locator dialog = user.page().locator("dialog[open]");
            dialog.getByLabel("ID").fill(id);
            dialog.getByLabel("Name").first().fill("Harbour Rowers");
            dialog.getByLabel("E-mail").fill("no address");
            user.pressInDialog("Create");
            assertThat(dialog.locator(".field-error")).isVisible();
            user.expect("422");
            dialog.getByLabel("E-mail").fill("kim@example.org");
            user.pressInDialog("Create");
            assertThat(user.heading("Harbour Rowers")).isVisible();
            assertThat(user.text("kim@example.org")).isVisible();
        }
        assertThat(Api.json(service.api().get("/organizations/" + id), 200).at("/contact/email").asText(), is("kim@example.org"));
    }

    @Test
    void organizationsMakeAnApplicationAndDecideWhetherItMayListen(Tenant tenant) {
        try (ConsoleUser user = chromium.user(service.api()).signIn(tenant.organizationKey.key())) {
            user.at("/applications");
            user.press("New application");
            user.page().locator("dialog[open]").getByLabel("Name").first().fill("Boat houses");
            user.pressInDialog("Create");
            assertThat(user.heading("Boat houses")).isVisible();
            user.at("/enablement");
            Locator cell = user.page().getByRole(AriaRole.SWITCH).and(user.page().getByLabel("Tenant lets Boat houses listen"));
            assertThat(cell).isChecked();
            cell.click();
            user.pressInDialog("Withdraw");
            assertThat(cell).not().isChecked();
            cell.press("Space");
            assertThat(cell).isChecked();
            cell.press("ArrowLeft");
            assertThat(cell).not().isFocused();
        }
    }

    @Test
    void aKeyIsShownOnceAndEndsWhenItIsRevoked(Tenant tenant) {
        try (ConsoleUser user = chromium.user(service.api()).signIn(tenant.organizationKey.key())) {
            user.at("/keys");
            user.press("New key");
            user.page().locator("dialog[open]").getByLabel("Name").first().fill("Nightly report");
            user.pressInDialog("Create");
            String key = user.page().locator("dialog[open] .secret code").textContent();
            assertThat(key, startsWith("ck_"));
            Api own = service.api().withKey(key);
            assertThat(own.get("/deliveries").statusCode(), is(200));
            user.pressInDialog("I have stored it");
            Locator row = user.page().locator("tbody tr", new LocatorOptions().setHasText("Nightly report"));
            row.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Revoke")).click();
            user.pressInDialog("Revoke");
            assertThat(row).containsText("Revoked");
            assertThat(own.get("/deliveries").statusCode(), is(401));
        }
    }

    @Test
    void aPortalLinkOfThePageLetsAPersonInUntilItIsEnded(Tenant tenant) {
        try (ConsoleUser user = chromium.user(service.api()).signIn(tenant.applicationKey.key());
                ConsoleUser guest = chromium.user(service.api())) {
            user.at("/portal-links");
            user.press("New portal link");
            user.page().locator("dialog[open]").getByLabel("Person").fill("kim@example.org");
            user.pressInDialog("Create");
            guest.open(user.page().locator("dialog[open] .secret code").textContent());
            assertThat(guest.heading("Overview")).isVisible();
            user.pressInDialog("Done");
            user.at("/portal-links");
            assertThat(user.page().locator("tbody tr").first()).containsText("In use");
            user.press("End");
            user.pressInDialog("End");
            assertThat(user.page().locator("tbody tr").first()).containsText("Ended");
            guest.page().reload();
            assertThat(guest.heading("Sign in")).isVisible();
            guest.tolerate("status of 401"); // the page asks for news now and then
        }
    }

    @Test
    void operatorsDescribeAnEventTypeAndSeeWhoSubscribes(Tenant tenant) {
        try (ConsoleUser user = chromium.user(service.api()).signIn(service.api().key())) {
            user.at("/catalog?q=roster.created");
            user.link("roster.created").click();
            assertThat(user.heading("Subscribers")).isVisible();
            user.press("Edit");
            Locator description = user.page().locator("dialog[open]").getByLabel("Description");
            String before = description.inputValue();
            description.fill(before + " It has members.");
            user.pressInDialog("Save");
            assertThat(user.text("It has members.")).isVisible();
            user.press("Edit");
            user.page().locator("dialog[open]").getByLabel("Description").fill(before);
            user.pressInDialog("Save");
            assertThat(user.text("It has members.")).isHidden();
        }
    }
}
