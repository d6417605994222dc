package io.carillon.demo;

import static io.carillon.local.SignedRequest.aSignedRequest;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.local.Lines;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT) // waits for a service of its own
class TenantTest {

    private static final String ENDPOINTS = "/applications/ap_1/endpoints";

    private final Lines lines = new Lines();
    private FakeService fake;

    @BeforeEach
    void aServiceWithAnotherApplication() throws IOException {
        fake = new FakeService().withAnotherApplication();
    }

    @AfterEach
    void stops() {
        fake.close();
    }

    private Receiver prepared() throws IOException {
        Receiver receiver = Receiver.start(lines.terminal(), Lines.CLOCK,
                new Summary(lines.terminal(), Lines.CLOCK));
        new Tenant(new Service(fake.base(), FakeService.KEY)).prepare(receiver);
        return receiver;
    }

    @Test
    void createsEverythingAtTheFirstStart() throws IOException {
        Receiver receiver = prepared();

        assertThat(fake.listed("/organizations"), contains(containsString("\"id\":12345")));
        assertThat(fake.listed("/applications"), hasItem(containsString("\"ownerOrganizationId\":12345")));
        assertThat(fake.listed(ENDPOINTS), contains(
                allOf(containsString(receiver.urlOf(SampleEndpoint.THIN)), containsString("\"coalesced\"")),
                allOf(containsString(receiver.urlOf(SampleEndpoint.FULL)), containsString("\"instant\"")),
                containsString(receiver.urlOf(SampleEndpoint.DOWN))));
        receiver.stop();
    }

    @Test
    void usesItAgainAtTheNextStartUnderTheNewAddress() throws IOException {
        Receiver first = prepared();
        Receiver second = prepared();

        assertThat(fake.listed("/applications"), hasSize(2));
        assertThat(fake.listed(ENDPOINTS), contains(containsString(second.urlOf(SampleEndpoint.THIN)),
                containsString(second.urlOf(SampleEndpoint.FULL)), containsString(second.urlOf(SampleEndpoint.DOWN))));
        assertThat(fake.requests, hasItems("PUT /organizations/12345/applications/ap_1", "POST /endpoints/en_0/enable",
                "POST /endpoints/en_1/enable"));
        first.stop();
        second.stop();
    }

    @Test
    void theReceiverTrustsTheEndpointsSecrets() throws Exception {
        Receiver receiver = prepared();

        for (SampleEndpoint endpoint : List.of(SampleEndpoint.THIN, SampleEndpoint.FULL)) {
            assertThat(aSignedRequest("{}").postTo(receiver.urlOf(endpoint)), is(200));
        }
        receiver.stop();
    }

    @Test
    void theReceiverTrustsTheSecretsOfEndpointsThatLeadToIt() throws Exception {
        Receiver receiver = prepared();
        String url = receiver.urlOf(Receiver.OWN);
        assertThat(aSignedRequest("{}").postTo(url), is(401));
        assertThat(lines.all(), hasItem(containsString("no endpoint has this URL")));

        new Service(fake.base(), FakeService.KEY).create("/endpoints", "{\"url\":\"" + url + "\"}");

        assertThat(aSignedRequest("{}").postTo(url), is(200));
        assertThat(aSignedRequest("{}").postTo(url), is(200));
        assertThat(aSignedRequest("{}").with("whsec_BBECAwQFBgcICQoLDA0ODxAREhMUFRYX").postTo(url), is(401));
        assertThat(aSignedRequest("{}").postTo(url + "/elsewhere"), is(401));
        receiver.stop();
    }

    @Test
    void saysWhatWasRefused() throws IOException {
        Receiver receiver = Receiver.start(lines.terminal(), Lines.CLOCK,
                new Summary(lines.terminal(), Lines.CLOCK));
        Tenant tenant = new Tenant(new Service(fake.base(), "ck_wrong"));

        IOException refused = assertThrows(IOException.class, () -> tenant.prepare(receiver));

        assertThat(refused.getMessage(),
                is("POST /organizations returned 401: {\"detail\":\"Who is there?\"}"));
        receiver.stop();
    }
}
