package io.carillon.sending;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.address.AddressRules;
import io.carillon.endpoint.TlsMaterial;
import io.carillon.receivers.Certificates;
import io.carillon.sending.ReceiverClients.Lease;
import io.carillon.settings.Settings;
import jakarta.ws.rs.client.Client;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which requests share a client, and how long it lives. */
class ReceiverClientsTest {

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Settings settings = Settings.of(Map.of("carillon.delivery.timeout", "PT2S"));
    private final ReceiverClients clients = new ReceiverClients(settings, new AddressRules(settings),
            new SenderResources(Names.leadingTo("127.0.0.1"), null, timer), timer);

    @AfterEach
    void close() {
        clients.close();
        timer.shutdownNow();
    }

    @Test
    void receiversThatAskForNothingShareOne() {
        try (Lease one = clients.forWebhooks(TlsMaterial.NONE);
                Lease other = clients.forWebhooks(new TlsMaterial(null, null, null));
                Lease token = clients.forTokens(TlsMaterial.NONE)) {
            assertThat(other.client(), is(sameInstance(one.client())));
            assertThat("it has another deadline", token.client(), is(not(sameInstance(one.client()))));
        }
        assertThat(clients.closeUnused(Duration.ZERO), is(0));
        assertThat(clients.tokenDeadline(), is(Duration.ofSeconds(2)));
    }

    @Test
    void othersHaveOneEachUntilItIsUnused(@TempDir Path folder) throws Exception {
        Certificates certificates = new Certificates(folder);
        certificates.sign("other", "other.example.com");
        TlsMaterial authority = new TlsMaterial(null, null, certificates.pem("ca"));
        Client first;
        try (Lease one = clients.forWebhooks(authority);
                Lease other = clients.forWebhooks(new TlsMaterial(null, null, certificates.pem("other")))) {
            first = one.client();
            assertThat(other.client(), is(not(sameInstance(first))));
            try (Lease again = clients.forWebhooks(new TlsMaterial(null, null, certificates.pem("ca")))) {
                assertThat(again.client(), is(sameInstance(first)));
            }
            assertThat("both are in use", clients.closeUnused(Duration.ZERO), is(2));
        }
        assertThat("they were used just now", clients.closeUnused(Duration.ofMinutes(1)), is(2));
        assertThat(clients.closeUnused(Duration.ZERO), is(0));
        assertThrows(IllegalStateException.class, () -> first.target("http://127.0.0.1/"));
        try (Lease later = clients.forWebhooks(authority)) {
            assertThat(later.client(), is(not(sameInstance(first))));
        }
    }
}
