package io.carillon.message;

import static io.carillon.message.DeliveriesTest.filled;
import static io.carillon.message.DeliveriesTest.reopening;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.carillon.database.MigratedDatabase;
import io.carillon.database.Rows;
import io.carillon.message.DeliveriesPlanned.Planned;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a message and its deliveries when its content is removed, on both databases. */
@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class ContentRemovalTest {

    private static final String STATES = "SELECT id, state, COALESCE(reason, '-') FROM delivery ORDER BY id";

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void theMessageStaysWithoutItsDataAndIsRemovedOnce(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            database.execute("UPDATE message SET data = '{\"name\":\"Ada\"}'");
            Messages messages = new Messages(database);
            assertThat(messages.find(List.of("wh")).get("wh").contentRemovedAt(), is(nullValue()));
            ContentRemoval removal = removal(database);

            assertThat(removal.remove("wh"), is(true));
            Message message = messages.find(List.of("wh")).get("wh");
            assertThat(message.data(), is(nullValue()));
            assertThat(message.eventType(), is("team.updated"));
            Instant removedAt = message.contentRemovedAt();
            assertThat(removedAt, is(notNullValue()));

            assertThat(removal.remove("wh"), is(false));
            assertThat(messages.find(List.of("wh")).get("wh").contentRemovedAt(), is(removedAt));
            assertThat(removal.remove("wh_none"), is(false));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void whatHasNotEndedIsCancelledUnlessItsEndpointIsThin(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            database.execute("UPDATE endpoint SET format = 'thin' WHERE id = 'ep_b'");
            Rows.message(database, "wh_other", "CURRENT_TIMESTAMP");
            Deliveries.write(database, new DeliveriesPlanned(List.of(
                    new Planned("dl_4", "wh", "ep_b", DeliveryState.PENDING),
                    new Planned("dl_5", "wh", "ep_a", DeliveryState.AVAILABLE),
                    new Planned("dl_6", "wh_other", "ep_a", DeliveryState.PENDING))));
            database.execute("UPDATE delivery SET state = 'succeeded', due_at = NULL WHERE id = 'dl_1'");
            ContentRemoval removal = removal(database);
            removal.remove("wh");

            assertThat(removal.lockDeliveries("wh"), contains("dl_1", "dl_2", "dl_3", "dl_4", "dl_5"));
            assertThat(removal.cancel("wh"), is(2));

            assertThat(database.query(STATES), contains("dl_1 succeeded -", "dl_2 cancelled content-removed", "dl_3 skipped -",
                    "dl_4 pending -", "dl_5 cancelled content-removed", "dl_6 pending -"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void nothingIsReopenedExceptToThinEndpoints(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            database.execute("UPDATE delivery SET state = 'failed', due_at = NULL");
            removal(database).remove("wh");
            Reopening reopening = reopening(database);
            List<String> all = List.of("dl_1", "dl_2", "dl_3");
            assertThat(reopening.thatMayBeSent(all), is(empty()));
            assertThat(reopening.reopen("dl_1"), is(0));

            database.execute("UPDATE endpoint SET format = 'thin' WHERE id = 'ep_b'");
            assertThat(reopening.thatMayBeSent(all), contains("dl_3"));
            assertThat(reopening.reopen("dl_3"), is(1));
        }
    }

    private static ContentRemoval removal(MigratedDatabase database) {
        return new ContentRemoval(database, new Deliveries(database));
    }
}
