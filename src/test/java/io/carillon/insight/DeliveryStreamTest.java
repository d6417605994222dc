package io.carillon.insight;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.carillon.message.DeliveryIds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Where a client goes on after a disconnection, whatever it has seen. */
class DeliveryStreamTest {

    private static final String BEGIN = DeliveryIds.at(Instant.parse("2026-11-26T09:00:00Z"));
    private static final String EARLIER = DeliveryIds.at(Instant.parse("2026-11-26T08:00:00Z"));

    private final DeliveryStream stream = new DeliveryStream("key_1", BEGIN, any -> true, any -> true);
    private final List<String> asked = new ArrayList<>();
    private String seenWhenAsked;

    @Test
    void aClientThatIsCutBeforeItsFirstDeliveryCanGoOn() throws Exception {
        Client client = new Client();
        stream.run(client, null, page(client), () -> false);
        assertThat(client.events(), contains("id: " + BEGIN));
        assertThat(BEGIN.matches(DeliveryIds.PATTERN), is(true));
        assertThat(asked.isEmpty(), is(true));
    }

    @Test
    void aClientThatGoesOnGetsWhatItMissedBeforeItsPlaceMoves() throws Exception {
        Client client = new Client();
        stream.run(client, EARLIER, page(client), () -> false);
        assertThat(asked, contains(DeliveryIds.beforeLateCommits(EARLIER)));
        assertThat(seenWhenAsked, not(containsString("id:")));
        assertThat(client.events(), contains("id: " + BEGIN));
    }

    @Test
    void aClientThatIsTooSlowForWhatItMissedKeepsItsPlace() throws Exception {
        Client client = new Client();
        stream.run(client, EARLIER, after -> {
            stream.end();
            return List.of();
        }, () -> false);
        assertThat(client.text(), not(containsString("id:")));
    }

    private Function<String, List<StreamedDelivery>> page(Client client) {
        return after -> {
            asked.add(after);
            seenWhenAsked = client.text();
            return List.of();
        };
    }

    /** It disconnects once it has an id. */
    private final class Client extends ByteArrayOutputStream {

        @Override
        public void flush() throws IOException {
            if (text().contains("id:")) {
                stream.end();
            }
        }

        String text() {
            return toString(StandardCharsets.UTF_8);
        }

        /** Without comments, and without the time to wait. */
        List<String> events() {
            return Arrays.stream(text().split("\n\n")).filter(event -> !event.startsWith("retry:") && !event.startsWith(":"))
                    .toList();
        }
    }
}
