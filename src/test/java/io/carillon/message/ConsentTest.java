package io.carillon.message;

import static io.carillon.message.DeliveriesTest.ROWS;
import static io.carillon.message.DeliveriesTest.due;
import static io.carillon.message.DeliveriesTest.filled;
import static io.carillon.message.DeliveriesTest.reopening;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.carillon.database.MigratedDatabase;
import io.carillon.message.DeliveriesPlanned.Planned;
import io.carillon.tenant.ConsentWithdrawn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of deliveries when an organization no longer enables an application, on both databases. */
@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class ConsentTest {

    private static final String WITHDRAW = "DELETE FROM enablement";
    private static final Instant BEGINNING = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATER = Instant.parse("9999-01-01T00:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void withoutConsentNothingIsReopened(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            Deliveries deliveries = new Deliveries(database);
            database.execute("UPDATE delivery SET state = 'failed', due_at = NULL");
            database.execute(WITHDRAW);
            assertThat(deliveries.hasConsent("dl_1"), is(false));
            assertThat(reopening(database).reopen("dl_1"), is(0));
            assertThat(reopening(database).thatMayBeSent(List.of("dl_1", "dl_2")), is(empty()));
            assertThat(due(deliveries), is(empty()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void consentIsAskedForEachOrganizationAndApplication(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            database.execute("INSERT INTO organization (id, name, created_at) VALUES (8, 'Other', CURRENT_TIMESTAMP)");
            database.execute("""
                    INSERT INTO message (id, organization_id, resource_type, resource_id, operation, event_type, mode, changes,
                        first_change_at, last_change_at, created_at)
                    SELECT 'wh_8', 8, resource_type, resource_id, operation, event_type, mode, changes, first_change_at,
                        last_change_at, created_at FROM message""");
            database.execute("UPDATE delivery SET message_id = 'wh_8' WHERE id = 'dl_2'");
            Deliveries deliveries = new Deliveries(database);
            assertThat(deliveries.hasConsent("dl_1"), is(true));
            assertThat(deliveries.hasConsent("dl_2"), is(false));
            assertThat(cancelPending(database, new ConsentWithdrawn(9L, null)), is(0));
            assertThat(cancelPending(database, new ConsentWithdrawn(7L, "other")), is(0));
            assertThat(cancelPending(database, new ConsentWithdrawn(8L, "app")), is(1));
            assertThat(database.query(ROWS),
                    contains("dl_1 pending 0 0 now", "dl_2 cancelled 0 0 not due", "dl_3 skipped 0 0 not due"));
            assertThat(database.query("SELECT id, reason FROM delivery WHERE reason IS NOT NULL"), contains("dl_2 not-enabled"));
            assertThat(cancelPending(database, new ConsentWithdrawn(null, "app")), is(1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void whatIsPendingIsCancelledInPages(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            Deliveries.write(database, new DeliveriesPlanned(IntStream.range(0, 2 * Cancellation.PAGE)
                    .mapToObj(i -> new Planned("dl_x" + i, "wh", "ep_b", DeliveryState.PENDING)).toList()));
            Cancellation.Page first = cancellation(database).cancel(new ConsentWithdrawn(7L, "app"), Instant.EPOCH);
            assertThat(first.cancelled(), is(Cancellation.PAGE));
            assertThat(database.query("SELECT id FROM delivery WHERE state = 'cancelled'"), hasSize(Cancellation.PAGE));
            assertThat(cancelPending(database, new ConsentWithdrawn(7L, "app")), is(Cancellation.PAGE + 2));
            assertThat(database.query("SELECT id FROM delivery WHERE state = 'pending'"), is(empty()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void anAttemptThatWasUnderWayIsCountedAndNotRepeated(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            Deliveries deliveries = new Deliveries(database);
            deliveries.lease(due(deliveries), Duration.ofMinutes(1));
            cancelPending(database, new ConsentWithdrawn(7L, "app"));
            NextState again = new NextState("dl_1", 1, 0, DeliveryState.PENDING, LATER);
            NextState arrived = new NextState("dl_2", 1, 0, DeliveryState.SUCCEEDED, null);
            assertThat(deliveries.record(List.of(again, arrived)), is(Set.of(again, arrived)));
            assertThat(database.query(ROWS),
                    contains("dl_1 cancelled 1 1 not due", "dl_2 succeeded 1 1 not due", "dl_3 skipped 0 0 not due"));
            assertThat(database.query("SELECT id FROM delivery WHERE reason IS NOT NULL AND completed_at IS NOT NULL"),
                    contains("dl_1"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void whatWasCancelledCanBeReopenedWithConsent(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            cancelPending(database, new ConsentWithdrawn(7L, null));
            assertThat(reopening(database).reopen("dl_1"), is(1));
            assertThat(database.query("SELECT id FROM delivery WHERE reason IS NULL AND due_at IS NOT NULL"), contains("dl_1"));
        }
    }

    private static Cancellation cancellation(MigratedDatabase database) {
        Cancellation cancellation = new Cancellation();
        cancellation.deliveries = new Deliveries(database);
        return cancellation;
    }

    private static int cancelPending(MigratedDatabase database, ConsentWithdrawn withdrawn) {
        int cancelled = 0;
        Optional<Instant> next = Optional.of(Instant.EPOCH);
        while (next.isPresent()) {
            Cancellation.Page page = cancellation(database).cancel(withdrawn, next.get());
            cancelled += page.cancelled();
            next = page.next();
        }
        return cancelled;
    }
}
