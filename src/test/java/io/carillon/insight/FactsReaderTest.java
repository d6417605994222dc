package io.carillon.insight;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.carillon.catalog.EmptyCatalog;
import io.carillon.database.MigratedDatabase;
import io.carillon.endpoint.EndpointStatus;
import io.carillon.insight.Facts.Names;
import io.carillon.insight.Registry.App;
import io.carillon.insight.Registry.Endpoint;
import io.carillon.message.DeliveryState;
import io.carillon.rejected.Refusals;
import io.carillon.settings.Settings;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read about a question, on both databases. */
@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class FactsReaderTest {

    private static final Instant NOON = StoredFacts.NOON;
    private static final Question QUESTION = new Question(7, "team", "t", NOON, NOON.plusSeconds(600), null, null, null);

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void everythingAboutTheObjectAndNothingElse(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            StoredFacts.fill(database);
            Facts facts = reader(database).read(QUESTION, FactsReader.Most.OF_A_QUESTION);

            assertThat(facts.changes().stream().map(ReportedChange::id).toList(), contains("ours", "c-2", "c-1"));
            assertThat(facts.changes().get(2).reportedType(), is("team"));
            assertThat(facts.messages().stream().map(SentMessage::id).toList(), contains("wh_1"));
            SentDelivery delivery = facts.deliveries().get(0);
            assertThat(List.of(delivery.applicationId(), delivery.state(), delivery.outcome(), delivery.status()),
                    is(List.of("app_1", DeliveryState.FAILED, "status", 500)));
            assertThat(facts.buckets().stream().map(Facts.OpenBucket::eventType).toList(), contains("team.updated"));
            assertThat(facts.rejected().stream().map(Facts.Rejected::id).toList(), contains("rm_1"));
            assertThat(facts.refusals().stream().map(Facts.Refusal::status).toList(), contains(422));
            assertThat(facts.completeFrom(), is(NOON));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void whatNamedAnUnknownOrganizationIsReadIfThereIsNothingElse(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            StoredFacts.fill(database);
            for (String reason : List.of("organization-unknown", "value-wrong")) {
                database.execute("""
                        INSERT INTO rejected_message (id, rejected_at, reason, detail, jms_type, properties, origin,
                            element_index, sent_at, organization_id, resource_type, resource_id, change_id, body)
                        VALUES ('rm_%1$s', CAST('%2$s' AS TIMESTAMP WITH TIME ZONE), '%1$s', 'd', 'text', '{}', '%1$s', 0,
                            CAST('%2$s' AS TIMESTAMP WITH TIME ZONE), 70, 'team', 'lost', 'c-%1$s', '')"""
                        .formatted(reason, NOON.plusSeconds(1)));
            }
            for (String row : List.of("'rf_70', 70, 'organization-unknown'", "'rf_71', 70, 'value-wrong'",
                    "'rf_72', NULL, 'organization-unknown'")) {
                database.execute("INSERT INTO intake_refusal (id, organization_id, reason, at, key_id, status, detail,"
                        + " resource_id, requests) VALUES (" + row + ", CAST('" + NOON + "' AS TIMESTAMP WITH TIME ZONE), 'ak',"
                        + " 422, 'is not an organization: 70', 'lost', 1)");
            }
            Facts nothing = facts(database, 7, "team", "lost");
            assertThat(nothing.refusedElsewhere().stream().map(Facts.Refusal::detail).toList(),
                    contains("is not an organization: 70"));
            assertThat(facts(database, 70, "team", "lost").refusedElsewhere().size(), is(0));
            assertThat(nothing.elsewhere().stream().map(Facts.Rejected::organizationId).toList(), contains(70L));
            assertThat("the catalog of the test is empty", nothing.names(), is(new Names(true, false)));
            assertThat(facts(database, 700, null, "lost").names(), is(new Names(false, true)));
            assertThat(facts(database, 7, "team", "t").elsewhere().size(), is(0));
        }
    }

    private static Facts facts(MigratedDatabase database, long organization, String resourceType, String resourceId) {
        return reader(database).read(new Question(organization, resourceType, resourceId, NOON, NOON.plusSeconds(600), null, null,
                null), FactsReader.Most.OF_A_QUESTION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void theRegistryIsAsItWas(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            StoredFacts.fill(database);
            Registry registry = reader(database).read(QUESTION, FactsReader.Most.OF_A_QUESTION).registry();

            assertThat(registry.apps().stream().map(App::id).toList(), contains("app_1", "app_2"));
            Endpoint endpoint = registry.endpoint("ep_1").orElseThrow();
            assertThat(endpoint.state().eventTypes(), contains("score.*"));
            assertThat(registry.at(endpoint, NOON).orElseThrow().eventTypes(), contains("team.*"));
            assertThat(registry.at(endpoint, NOON).orElseThrow().status(), is(EndpointStatus.ACTIVE));
            assertThat(registry.at(endpoint, NOON.plusSeconds(400)).orElseThrow().status(), is(EndpointStatus.DISABLED));
            assertThat(registry.at(endpoint, NOON.minusSeconds(90_000)).isEmpty(), is(true));
            App withdrawn = registry.app("app_2").orElseThrow();
            assertThat(registry.isEnabled(withdrawn, NOON), is(true));
            assertThat(registry.isEnabled(withdrawn, NOON.plusSeconds(200)), is(false));
            assertThat(registry.isEnabled(registry.app("app_1").orElseThrow(), NOON), is(true));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void tooMuchIsCutToTheNewest(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            StoredFacts.fill(database);
            Facts facts = reader(database).read(QUESTION, new FactsReader.Most(2, 50, 50));
            assertThat(facts.changes().stream().map(ReportedChange::id).toList(), contains("ours", "c-2"));
            assertThat(facts.completeFrom(), is(NOON.plusSeconds(20)));
            Question other = new Question(99, "team", "t", NOON, NOON.plusSeconds(600), null, null, null);
            assertThat(reader(database).read(other, FactsReader.Most.OF_A_QUESTION).changes(), empty());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = "postgresql")
    void anObjectAmongManyIsFoundByItsBlocks(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            database.execute("""
                    INSERT INTO inbox (organization_id, change_id, received_at, event_type, resource_id, notified_id)
                    SELECT 7, 'p/' || n, CAST('2026-11-26 12:00:00+00' AS TIMESTAMP WITH TIME ZONE) + n * INTERVAL '0.001' SECOND,
                        'team.updated', 'object-' || n / 10, 7 FROM generate_series(1, 200000) AS n""");
            database.execute("SELECT brin_summarize_new_values('inbox_object')");
            database.execute("ANALYZE inbox");
            Question one = new Question(7, "team", "object-17777", NOON, NOON.plusSeconds(600), null, null, null);
            long before = pagesRead(database);
            assertThat(reader(database).read(one, FactsReader.Most.OF_A_QUESTION).changes().size(), is(10));
            assertThat(pagesRead(database) - before, is(lessThan(1_000L)));
            assertThat(Long.parseLong(database.query("SELECT pg_relation_size('inbox') / 8192").get(0)), greaterThan(2_000L));
        }
    }

    private static long pagesRead(MigratedDatabase database) throws SQLException {
        database.query("SELECT pg_stat_force_next_flush()");
        return Long.parseLong(database.query("""
                SELECT heap_blks_read + heap_blks_hit FROM pg_statio_user_tables WHERE relname = 'inbox'""").get(0));
    }

    private static FactsReader reader(MigratedDatabase database) {
        Refusals refusals = new Refusals() { };
        return new FactsReader(database, new EmptyCatalog(), new RegistryReader(database), refusals,
                Settings.of(Map.of()));
    }
}
