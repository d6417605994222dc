package io.carillon.blackbox.crash;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import io.carillon.blackbox.crash.CrashModel.Tenant;
import io.carillon.blackbox.crash.Ledger.Reported;
import io.carillon.blackbox.support.Receiver.Received;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The crash harness finds what it is there to find: each kind of loss and of wrong is put before its model. */
class CrashModelTest {

    private final Ledger ledger = new Ledger();
    private final Tenant tenant = new Tenant(7, anEndpoint(), anEndpoint(), anEndpoint(), anEndpoint(),
            anEndpoint());

    @BeforeEach
    void twoChangesOfOneTeamAndOneOfAProfile() {
        report("c1", "team", "create");
        report("c2", "roster", "delete");
        report("c3", "profile", "update");
    }

    @Test
    void whatTheDocumentsSayIsFine() {
        everything();
        CrashModel verdict = judge();
        assertThat(verdict.lost(), is(empty()));
        assertThat(verdict.wrong(), is(empty()));
        assertThat(verdict.repeats(), is(0));
    }

    @Test
    void aWebhookThatComesBeforeItsTurnIsWrong() {
        everything();
        report("c5", "event", "update");
        report("c6", "event", "delete");
        arrive(tenant.instant(), "wh_6", full("event.deleted", "c6", "12:00:01", ""));
        ordered("wh_6", "event.deleted", "c6", 6);
        arrive(tenant.instant(), "wh_5", full("event.updated", "c5", "12:00:01", ""));
        ordered("wh_5", "event.updated", "c5", 5);
        assertThat(judge().wrong(), contains(containsString("wh_5 came before its turn")));
    }

    @Test
    void aWebhookThatComesWhileTheOneBeforeIsRefusedIsWrong() {
        report("c5", "event", "update");
        report("c6", "event", "delete");
        arrive(tenant.instant(), "wh_5", full("event.updated", "c5", "12:00:01", ""));
        tenant.ordered().answering(503).apply(received("wh_5", full("event.updated", "c5", "12:00:01", ",\"sequence\":5")));
        arrive(tenant.instant(), "wh_6", full("event.deleted", "c6", "12:00:01", ""));
        ordered("wh_6", "event.deleted", "c6", 6);
        ordered("wh_5", "event.updated", "c5", 5);
        assertThat(judge().wrong(), contains(containsString("wh_6 came before its turn")));
    }

    @Test
    void aWebhookThatTheOrderedEndpointDidNotGetIsLost() {
        everything();
        arrive(tenant.instant(), "wh_7", full("team.updated", "c2", "12:00:01", ""));
        assertThat(judge().lost(), contains(containsString("wh_7 came instant and not in order")));
    }

    @Test
    void anAcknowledgedChangeWithoutAWebhookIsLost() {
        instant("wh_1", "c1", "team.created");
        coalesced("wh_9", "c1", "create", 1, "12:00:02");
        assertThat(judge().lost(), contains(containsString("c2")));
    }

    @Test
    void aChangeThatNoCoalescedWebhookSummarisesIsLost() {
        everything();
        report("c4", "team", "update");
        instant("wh_4", "c4", "team.updated");
        assertThat(judge().lost(), hasItem(containsString("summarise 2 of 3")));
    }

    @Test
    void aLesserOperationDoesNotCover() {
        instant("wh_1", "c1", "team.created");
        instant("wh_2", "c2", "team.updated");
        coalesced("wh_9", "c2", "update", 2, "12:00:02");
        selected("wh_10", "c2", "team.updated", 1);
        assertThat(judge().lost(), contains(containsString("not covered")));
    }

    @Test
    void aSelectedChangeWithoutAWebhookIsLost() {
        instant("wh_1", "c1", "team.created");
        instant("wh_2", "c2", "team.updated");
        coalesced("wh_9", "c1", "create", 2, "12:00:02");
        assertThat(judge().lost(), hasItem(containsString("c2")));
    }

    @Test
    void aChangeThatTheEndpointDoesNotSelectIsWrong() {
        everything();
        selected("wh_11", "c1", "team.created", 1);
        assertThat(judge().wrong(), hasItem(containsString("wh_11 reports what the endpoint does not select")));
    }

    @Test
    void anObjectThatTheFilterStopsIsWrong() {
        everything();
        report(new Reported("c4", 7, "event", "update", "o1", System.nanoTime()));
        instant("wh_4", "c4", "event.updated");
        arrive(tenant.full(), "wh_12", full("event.updated", "c4", "12:00:02", ",\"changes\":1"));
        arrive(tenant.thin(), "wh_12",
                "{\"organizationId\":7,\"resourceOperation\":\"update\",\"resourceId\":\"o1\",\"resourceType\":\"event\"}");
        assertThat(judge().wrong(), is(empty()));
        selected("wh_11", "c4", "event.updated", 1);
        assertThat(judge().wrong(), hasItem(containsString("wh_11 reports what the endpoint does not select")));
    }

    @Test
    void aWebhookThatIsOnlyRefusedIsLost() {
        everything();
        report("c5", "event", "update");
        tenant.instant().answering(503).apply(received("wh_5", full("event.updated", "c5", "12:00:01", "")));
        ordered("wh_5", "event.updated", "c5", 5);
        assertThat(judge().lost(), hasItem(containsString("wh_5 was never accepted")));
    }

    @Test
    void aChangeOfAnotherOrganizationIsWrong() {
        everything();
        report(new Reported("c5", 8, "event", "update", "o", System.nanoTime()));
        instant("wh_5", "c5", "event.updated");
        assertThat(judge().wrong(), hasItem(containsString("wh_5 belongs to another organization")));
    }

    @Test
    void theDataOfAChangeBeforeAnotherOneOfItsMessageIsWrong() {
        List<Reported> message = List.of(new Reported("c5", 7, "event", "update", "o", System.nanoTime()),
                new Reported("c6", 7, "event", "update", "o", System.nanoTime()));
        ledger.sending(message);
        instant("wh_5", "c5", "event.updated");
        instant("wh_6", "c6", "event.updated");
        selected("wh_9", "c6", "event.updated", 2);
        assertThat(judge().wrong(), is(empty()));
        selected("wh_10", "c5", "event.updated", 2);
        assertThat(judge().wrong(), hasItem(containsString("wh_10 has the data of a change before another one")));
    }

    @Test
    void theDataOfAnotherEventTypeIsWrong() {
        instant("wh_1", "c1", "team.created");
        instant("wh_2", "c2", "team.updated");
        coalesced("wh_9", "c2", "create", 2, "12:00:02");
        selected("wh_10", "c2", "team.updated", 1);
        assertThat(judge().wrong(), contains(containsString("data of another event type")));
    }

    @Test
    void aWebhookThatOnlyOneEndpointGotIsLost() {
        everything();
        arrive(tenant.thin(), "wh_8",
                "{\"organizationId\":7,\"resourceOperation\":\"create\",\"resourceId\":\"o\",\"resourceType\":\"team\"}");
        assertThat(judge().lost(), contains(containsString("wh_8 came thin and not full")));
    }

    @Test
    void aSecondEffectIsWrong() {
        everything();
        instant("wh_3", "c1", "team.created");
        assertThat(judge().wrong(), contains(containsString("c1 had its effect twice")));
    }

    @Test
    void anOperationThatDidNotHappenIsWrong() {
        instant("wh_1", "c1", "team.created");
        instant("wh_2", "c2", "team.updated");
        coalesced("wh_9", "c2", "delete", 2, "12:00:02");
        assertThat(judge().wrong(), hasItem(containsString("did not happen")));
    }

    @Test
    void twoInOneWindowAreWrong() {
        instant("wh_1", "c1", "team.created");
        instant("wh_2", "c2", "team.updated");
        coalesced("wh_8", "c1", "create", 1, "12:00:02");
        coalesced("wh_9", "c2", "update", 1, "12:00:03");
        assertThat(judge().wrong(), contains(containsString("second")));
    }

    @Test
    void aRepeatIsCountedAndAnotherBodyIsWrong() {
        everything();
        arrive(tenant.instant(), "wh_1", full("team.created", "c1", "12:00:01", ""));
        assertThat(judge().repeats(), is(1));
        assertThat(tenant.repeats(), is(1));
        arrive(tenant.instant(), "wh_1", full("team.updated", "c2", "12:00:01", ""));
        assertThat(judge().wrong(), contains(containsString("another body")));
    }

    private static Arrivals anEndpoint() {
        return new Arrivals(new Trap());
    }

    private void everything() {
        instant("wh_1", "c1", "team.created");
        instant("wh_2", "c2", "team.updated");
        coalesced("wh_9", "c1", "create", 2, "12:00:02");
        selected("wh_10", "c2", "team.updated", 1);
    }

    private void report(String id, String type, String operation) {
        report(new Reported(id, 7, type, operation, "o", System.nanoTime()));
    }

    private void report(Reported change) {
        ledger.sending(change);
        ledger.acknowledged(List.of(change));
    }

    private void instant(String webhook, String change, String eventType) {
        arrive(tenant.instant(), webhook, full(eventType, change, "12:00:01", ""));
        ordered(webhook, eventType, change, Integer.parseInt(webhook.substring(3)));
    }

    private void ordered(String webhook, String eventType, String change, int sequence) {
        arrive(tenant.ordered(), webhook, full(eventType, change, "12:00:01", ",\"sequence\":" + sequence));
    }

    private void coalesced(String webhook, String lastChange, String operation, int changes, String at) {
        arrive(tenant.full(), webhook, full("team." + operation + "d", lastChange, at, ",\"changes\":" + changes));
        arrive(tenant.thin(), webhook, "{\"organizationId\":7,\"resourceOperation\":\"" + operation
                + "\",\"resourceId\":\"o\",\"resourceType\":\"team\"}");
    }

    private void selected(String webhook, String lastChange, String eventType, int changes) {
        arrive(tenant.selecting(), webhook, full(eventType, lastChange, "12:00:02", ",\"changes\":" + changes));
    }

    private static String full(String eventType, String change, String at, String changes) {
        return "{\"type\":\"%s\",\"created\":\"2026-01-01T%sZ\",\"data\":{\"change\":\"%s\"},\"meta\":{\"delivery_attempt\":1%s}}"
                .formatted(eventType, at, change, changes);
    }

    private static void arrive(Arrivals endpoint, String webhook, String body) {
        endpoint.accepting().apply(received(webhook, body));
    }

    private static Received received(String webhook, String body) {
        return new Received("POST", HttpHeaders.of(Map.of("webhook-id", List.of(webhook)), (name, value) -> true), body,
                System.nanoTime());
    }

    private CrashModel judge() {
        return new CrashModel(ledger, Duration.ofSeconds(2)).judge(tenant);
    }
}
