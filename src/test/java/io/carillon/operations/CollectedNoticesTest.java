package io.carillon.operations;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.database.MigratedDatabase;
import io.carillon.database.Row;
import io.carillon.database.Rows;
import io.carillon.endpoint.DeliveryMode;
import io.carillon.endpoint.EndpointEdited;
import io.carillon.endpoint.EndpointStatus;
import io.carillon.endpoint.SomeEndpoint;
import io.carillon.json.StrictJson;
import io.carillon.message.Announcement;
import io.carillon.message.Delivery;
import io.carillon.message.Message;
import io.carillon.settings.Settings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens often to an endpoint is one notice for each window, on both databases. */
@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class CollectedNoticesTest {

    private static final Map<String, String> REPORTED = Map.of("carillon.operations.organization", "5");
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    private static final String IN_A_WINDOW = """
            SELECT COUNT(*) FROM notice
            WHERE due_at BETWEEN clock_timestamp() + INTERVAL '50' SECOND AND clock_timestamp() + INTERVAL '60' SECOND""";

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aStormIsOneNoticeForEachEndpointAndWindow(String vendor) throws Exception {
        try (MigratedDatabase database = aDatabase(vendor)) {
            CollectedNotices notices = new CollectedNotices(database, Settings.of(REPORTED));
            notices.report(IntStream.range(0, 500).mapToObj(i -> failed("ep_a", 7, "team", i)).toList());
            notices.report(List.of(failed("ep_b", 7, "team", 1), failed("ep_a", 7, "team", 900), failed("ep_a", 7, "team", 800)));
            List<JsonNode> reports = reports(database);
            assertThat(reports.stream().map(data -> data.get("endpoint_id").asText() + " " + data.get("failed_deliveries"))
                    .toList(), contains("ep_a 502", "ep_b 1"));
            assertThat("the last one", reports.get(0).get("delivery_id").asText(), is("dl_900"));
            assertThat(database.query(IN_A_WINDOW), contains("2"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void whatFailsAfterTheWindowIsAnotherNotice(String vendor) throws Exception {
        try (MigratedDatabase database = aDatabase(vendor)) {
            CollectedNotices notices = new CollectedNotices(database, Settings.of(REPORTED));
            NoticeClaims claims = new NoticeClaims();
            claims.database = database;
            notices.report(List.of(failed("ep_a", 7, "team", 1)));
            assertThat("not before the window is over", claims.claim().isPresent(), is(false));
            database.execute("UPDATE notice SET due_at = clock_timestamp()");
            Notice claimed = claims.claim().orElseThrow();
            notices.report(List.of(failed("ep_a", 7, "team", 2)));
            assertThat(StrictJson.stored(claimed.text()).get("delivery_id").asText(), is("dl_1"));
            assertThat(reports(database).stream().map(data -> data.get("delivery_id").asText()).toList(),
                    contains("dl_1", "dl_2"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void failuresOfOperationalEventsAreNotReported(String vendor) throws Exception {
        try (MigratedDatabase database = aDatabase(vendor)) {
            CollectedNotices notices = new CollectedNotices(database, Settings.of(REPORTED));
            notices.report(List.of(failed("ep_a", 5, "endpoint", 1)));
            assertThat(reports(database), is(empty()));
            notices.report(List.of(failed("ep_a", 5, "team", 2), failed("ep_b", 7, "endpoint", 3)));
            assertThat(reports(database).size(), is(2));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void editsAreOneNoticeThatNamesAllMembers(String vendor) throws Exception {
        try (MigratedDatabase database = aDatabase(vendor)) {
            CollectedNotices notices = new CollectedNotices(database, Settings.of(REPORTED));
            notices.edited(edited(EndpointEdited.Kind.CREATED, EndpointStatus.ACTIVE));
            notices.edited(edited(EndpointEdited.Kind.CHANGED, EndpointStatus.ACTIVE, "url", "headers"));
            notices.edited(edited(EndpointEdited.Kind.CHANGED, EndpointStatus.INACTIVE, "status", "url"));
            notices.edited(edited(EndpointEdited.Kind.DELETED, EndpointStatus.DELETED));
            String start = "{\"endpoint_id\":\"ep_a\",\"application_id\":\"app\",\"url\":\"https://example.org/\",\"status\":";
            assertThat(database.query("SELECT event_type, text FROM notice ORDER BY event_type"), contains(
                    "endpoint.created " + start + "\"active\"}",
                    "endpoint.deleted " + start + "\"deleted\"}",
                    "endpoint.updated " + start + "\"inactive\",\"changed\":[\"headers\",\"status\",\"url\"]}"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void withoutAnOrganizationOfOperatorsNothingIsWritten(String vendor) throws Exception {
        try (MigratedDatabase database = aDatabase(vendor)) {
            CollectedNotices notices = new CollectedNotices(database, Settings.of(Map.of()));
            notices.report(List.of(failed("ep_a", 7, "team", 1)));
            notices.edited(edited(EndpointEdited.Kind.CREATED, EndpointStatus.ACTIVE));
            assertThat(reports(database), is(empty()));
        }
    }

    private static MigratedDatabase aDatabase(String vendor) throws Exception {
        MigratedDatabase database = MigratedDatabase.of(vendor);
        Rows.application(database);
        Rows.endpoints(database, "ep_a", "ep_b");
        return database;
    }

    private static List<JsonNode> reports(MigratedDatabase database) {
        return database.sql("SELECT text FROM notice ORDER BY text").with().list(Row::text).stream()
                .map(StrictJson::stored).toList();
    }

    private static FailedDelivery failed(String endpointId, long organizationId, String resourceType, int number) {
        Message message = new Message("wh_" + number, new Announcement(organizationId, resourceType, "t", "update",
                resourceType + ".updated", DeliveryMode.INSTANT, 1, NOW, NOW, "{}"), 1, NOW);
        Delivery delivery = new Delivery("dl_" + number, message, SomeEndpoint.of(endpointId, "app"), 0, 0, 1);
        return new FailedDelivery(delivery, 1, NOW.plusSeconds(number), "status", 500);
    }

    private static EndpointEdited edited(EndpointEdited.Kind kind, EndpointStatus status, String... changed) {
        return new EndpointEdited(kind, "ep_a", "app", "https://example.org/", status, List.of(changed));
    }
}
