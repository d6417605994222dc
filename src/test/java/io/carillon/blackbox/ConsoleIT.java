package io.carillon.blackbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Chromium;
import io.carillon.blackbox.support.ConsoleService;
import io.carillon.blackbox.support.ConsoleUser;
import io.carillon.blackbox.support.CoreProducer;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.Receiver;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Tenant;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What people do in the console, in a real browser, on the running service. */
@ConsoleService
class ConsoleIT {

    /** What the page asks for after a connection that broke when it had an id without data, and data without an id. */
    private static final String AFTER_A_BREAK = """
            async () => {
              const main = document.querySelector('script[type=module]').src;
              const {$stream: {listen}} = await import(new URL('first.js', main));
              const others = window.fetch;
              return await new Promise(resolve => {
                let body = null;
                window.fetch = (url, options) => {
                  if (!String(url).endsWith('/stream')) {
                    return others(url, options);
                  }
                  if (body) {
                    stop();
                    resolve(options.headers['Last-Event-ID']);
                  }
                  return Promise.resolve(new Response(new ReadableStream({start: begun => {
                    body = begun;
                    begun.enqueue(new TextEncoder().encode('id: dl_2\\n\\ndata: {}\\n\\n'));
                  }})));
                };
                const stop = listen('GET /stream', {}, () => body.error(new Error('broken')), () => {});
              });
            }""";

    private final Service service;
    private final Chromium chromium;

    ConsoleIT(Service service, Chromium chromium) {
        this.service = service;
        this.chromium = chromium;
    }

    @Test
    void anEndpointIsCreatedCheckedAndSwitchedOn(Tenant tenant) {
        String url = service.receiver().newUrl(received -> Receiver.Answer.status(200));
        try (ConsoleUser user = chromium.user(service.api()).signIn(tenant.applicationKey.key())) {
            user.at("/endpoints/new");
            user.field("URL").fill("ftp://example.org");
            user.press("Create endpoint");
            assertThat(user.page().locator(".field-error").first()).isVisible();
            user.expect("422");
            user.field("URL").fill(url);
            user.page().getByText("That it changed").first().click();
            assertThat(user.page().locator("aside .code").first()).containsText("resourceOperation");
            user.page().getByText("What changed").first().click();
            user.press("Create endpoint");
            assertThat(user.heading("Receiver check")).isVisible();
            user.press("Run all five checks");
            assertThat(user.text("Your receiver takes forged webhooks")).isVisible();
            assertThat(user.text("The receiver needs work")).isVisible();
            user.press("Send sample");
            assertThat(user.page().locator(".sample")).containsText("webhook-signature");
            user.press("Switch on");
            user.pressInDialog("Switch on");
            assertThat(user.page().locator(".page-title .status")).hasText("Active");
        }
        assertThat(service.receiver().received(url).size(), is(6));
    }

    @Test
    void aSettingIsChangedUnlessSomebodyElseWasFaster(Tenant tenant) {
        try (ConsoleUser user = chromium.user(service.api()).signIn(tenant.applicationKey.key())) {
            user.at("/endpoints/" + tenant.endpoint + "/settings");
            user.field("Description").fill("The first");
            user.press("Save changes");
            assertThat(user.text("Saved")).isVisible();
            Api.json(tenant.applicationKey.patch("/endpoints/" + tenant.endpoint, Json.object("description", "Faster")), 200);
            user.field("Description").fill("Too late");
            user.press("Save changes");
            assertThat(user.text("Somebody else has changed this meanwhile")).isVisible();
            user.expect("412");
            user.press("Load the new version");
            assertThat(user.field("Description")).hasValue("Faster");
        }
    }

    @Test
    void aSecretIsShownRotatedAndTheOverlapEnded(Tenant tenant) {
        try (ConsoleUser user = chromium.user(service.api()).signIn(tenant.applicationKey.key())) {
            user.at("/endpoints/" + tenant.endpoint + "/secret");
            assertThat(user.page().locator(".secret code").textContent(), not(containsString("whsec_M")));
            user.press("Show");
            String secret = Api.json(tenant.applicationKey.get("/endpoints/" + tenant.endpoint + "/secret"), 200)
                    .get("secret").asText();
            assertThat(user.page().locator(".secret code").first()).hasText(secret);
            user.press("Rotate secret");
            user.pressInDialog("Rotate secret");
            assertThat(user.heading("The new secret")).isVisible();
            user.pressInDialog("I have stored it");
            assertThat(user.page().locator(".countdown-left")).isVisible();
            user.press("End the overlap now");
            user.pressInDialog("End the overlap now");
            assertThat(user.button("Rotate secret")).isVisible();
        }
    }

    @Test
    void aReportedChangeIsFollowedToTheReceiver(Tenant tenant) {
        try (ConsoleUser user = chromium.user(service.api()).signIn(tenant.organizationKey.key())) {
            user.at("/report");
            user.field("Event type").selectOption("score.updated");
            user.field("Object id").fill("pt_1");
            user.press("Report and follow");
            assertThat(user.page().locator(".answer")).containsText("It was delivered");
            assertThat(user.page().locator(".station.passed").first()).isVisible();
            user.link("All changes of the object").click();
            assertThat(user.heading("Why did I not get it?")).isVisible();
            assertThat(user.page().locator(".answer")).containsText("It was delivered");
        }
    }

    @Test
    void aQuestionAboutAnythingHasAnAnswer(Tenant tenant) {
        try (ConsoleUser user = chromium.user(service.api()).signIn(tenant.organizationKey.key())) {
            user.at("/explain");
            user.field("Object type").fill("team");
            user.field("Object id").fill("never-reported");
            user.press("Explain");
            assertThat(user.page().locator(".answer")).containsText("It never arrived");
            user.link("What would happen?").click();
            user.field("Event type").fill("registration.updated");
            user.press("Try it");
            assertThat(user.page().locator(".verdict").first()).containsText("This notifies no organization");
        }
    }

    @Test
    void newDeliveriesAppearWhileSomebodyLooks(Tenant tenant) {
        try (ConsoleUser user = chromium.user(service.api()).signIn(tenant.applicationKey.key())) {
            user.at("/deliveries");
            Locator rows = user.page().locator("tbody tr");
            assertThat(rows).hasCount(1);
            user.page().keyboard().press("p");
            assertThat(user.page().locator(".button.live")).hasText("Live");
            assertThat(user.page().locator(".button.live.good")).isVisible();
            Api.json(tenant.organizationKey.post("/changes", tenant.change()), 202);
            assertThat(rows).hasCount(2);
            assertThat(rows.first()).containsText("Succeeded");
        }
    }

    @Test
    void aStreamWhoseConnectionBreaksGoesOnAfterItsLastId() {
        try (ConsoleUser user = chromium.user(service.api()).signIn(service.api().key())) {
            user.at("/keys").settle();
            assertThat(user.page().evaluate(AFTER_A_BREAK), is("dl_2"));
        }
    }

    @Test
    void aDeliveryShowsItsRequestAndIsSentAgain(Tenant tenant) {
        try (ConsoleUser user = chromium.user(service.api()).signIn(tenant.applicationKey.key())) {
            user.at("/deliveries/" + tenant.delivery);
            user.press("Show the request");
            assertThat(user.page().locator(".sent")).containsText("X-TrackScore-Signature");
            user.page().keyboard().press("r");
            user.pressInDialog("Send again");
            assertThat(user.text("Attempt 2")).isVisible();
        }
    }

    @Test
    void manyDeliveriesAreCountedBeforeTheyAreSentAgain(Tenant tenant) {
        try (ConsoleUser user = chromium.user(service.api()).signIn(tenant.applicationKey.key())) {
            user.at("/endpoints/" + tenant.endpoint);
            user.press("Choose what to send again");
            user.page().locator("dialog").getByLabel("Succeeded").check();
            user.pressInDialog("Count first");
            assertThat(user.text("1 delivery would be sent again")).isVisible();
            user.pressInDialog("Send 1 again");
            assertThat(user.text("1 of 1")).isVisible();
        }
    }

    @Test
    void aRejectedMessageIsMendedAndPutBack(Tenant tenant, CoreProducer producer) {
        String object = "mended-" + tenant.organization;
        producer.sendText(Json.object("organizationId", tenant.organization, "eventType", "team.updatet", "resourceId", object));
        JsonNode found = await().until(() -> Api.json(
                service.api().get("/rejected-messages?resourceId=" + object), 200).get("items"), items -> items.size() == 1);
        try (ConsoleUser user = chromium.user(service.api()).signIn(service.api().key())) {
            user.at("/rejected/" + found.get(0).get("id").asText());
            user.press("Edit and put back");
            Locator editor = user.page().locator("textarea");
            editor.fill(editor.inputValue().replace("updatet", "updated"));
            user.press("Check");
            assertThat(user.text("It can be used.")).isVisible();
            user.page().locator(".card-body .button.primary").click();
            assertThat(user.heading("Rejected messages")).isVisible();
        }
        await().until(() -> Api.json(service.api().get("/changes?organization=" + tenant.organization + "&resourceId=" + object),
                200).get("items").size() == 1);
        await().until(() -> Api.json(service.api().get("/rejected-messages?resourceId=" + object), 200).get("items").isEmpty());
    }

    @Test
    void rejectedMessagesAreCountedByReason(CoreProducer producer) {
        producer.sendText("no change");
        await().until(() -> Api.json(service.api().get("/rejected-messages/reasons"), 200).findValuesAsText("reason")
                .contains("malformed"));
        try (ConsoleUser user = chromium.user(service.api()).signIn(service.api().key())) {
            user.at("/rejected");
            user.page().locator("table[aria-label='By reason'] a").getByText("Malformed").click();
            assertThat(user.page()).hasURL(Pattern.compile(".*/rejected\\?reason=malformed"));
            assertThat(user.page().locator("table[aria-label='Rejected messages'] tbody tr").first()).containsText("Malformed");
        }
    }

    @Test
    void everythingCanBeReachedWithKeys(Tenant tenant) {
        try (ConsoleUser user = chromium.user(service.api()).signIn(tenant.applicationKey.key())) {
            user.page().keyboard().press("g");
            user.page().keyboard().press("e");
            assertThat(user.heading("Endpoints")).isVisible();
            assertThat(user.page().locator("tbody tr").first()).isVisible();
            user.page().keyboard().press("j");
            user.page().keyboard().press("Enter");
            assertThat(user.heading("What it answers")).isVisible();
            user.page().keyboard().press("Control+k");
            user.page().getByRole(AriaRole.COMBOBOX).last().fill(tenant.delivery);
            assertThat(user.page().locator("[role=option]").first()).containsText("dl_");
            user.page().keyboard().press("Enter");
            assertThat(user.heading("team.updated")).isVisible();
            user.page().keyboard().press("?");
            assertThat(user.heading("Keyboard shortcuts")).isVisible();
        }
    }

    @Test
    void aWebhookIsVerifiedInTheBrowser(Tenant tenant) {
        String url = service.receiver().newUrl(received -> Receiver.Answer.status(200));
        String path = "/endpoints/" + tenant.endpoint;
        Api.json(tenant.applicationKey.patch(path, Json.object("url", url)), 200);
        Api.json(tenant.applicationKey.post(path + "/samples", Json.object("eventType", "score.updated")), 200);
        Receiver.Received webhook = service.receiver().received(url).get(0);
        try (ConsoleUser user = chromium.user(service.api()).signIn(tenant.applicationKey.key())) {
            user.at("/verify?endpoint=" + tenant.endpoint);
            user.field("Headers").fill(webhook.headers().map().entrySet().stream()
                    .map(header -> header.getKey() + ": " + header.getValue().get(0)).collect(Collectors.joining("\n")));
            user.field("Body").fill(webhook.body());
            user.press("Use the endpoint's secret");
            user.press("Verify");
            assertThat(user.text("webhook-signature is genuine.")).isVisible();
            assertThat(user.text("X-TrackScore-Signature is genuine.")).isVisible();
            user.field("Body").fill(Api.json(webhook.body()).toPrettyString());
            user.press("Verify");
            assertThat(user.text("It matches if the body is written again as compact JSON")).isVisible();
            user.field("Body").fill(webhook.body().replace("850", "851"));
            user.press("Verify");
            assertThat(user.text("webhook-signature does not match")).isVisible();
        }
    }
}
