package io.carillon.monitor;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.carillon.database.MigratedDatabase;
import io.carillon.settings.Settings;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of nodes, on both databases. */
@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class HeartbeatTest {

    private final Map<String, Optional<String>> reasons = new TreeMap<>(Map.of("queue", Optional.empty()));

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aNodeHasOneRowUntilItStops(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            Heartbeat node = node(database, "/a");
            node.beat();
            node.beat();
            NodeDocument row = node.all().get(0);
            assertThat(node.all().size(), is(1));
            assertThat(row.id(), is(node.id()));
            assertThat(row.version(), is("1.0"));
            assertThat(row.attemptsInFlightMax(), is(7));
            assertThat(row.down(), is(empty()));
            assertThat(row.reason(), is(nullValue()));
            assertThat(new Backlogs(database, Settings.of(Map.of())).nodes(), is(1L));
            node.end();
            assertThat(node.all(), is(empty()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aNodeThatStartsAgainTakesThePlaceOfItsRow(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            Heartbeat killed = node(database, "/a");
            Heartbeat other = node(database, "/b");
            killed.beat();
            other.beat();
            Heartbeat again = node(database, "/a");
            again.beat();
            assertThat(again.id(), is(not(killed.id())));
            assertThat(again.all().stream().map(NodeDocument::id).toList(), contains(other.id(), again.id()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void whatIsNotWellIsASentence(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            reasons.put("tick", Optional.of("No tick has made progress yet."));
            Heartbeat node = node(database, "/a");
            node.beat();
            assertThat(node.all().get(0).down(), is(List.of("tick")));
            assertThat(node.all().get(0).reason(), is("The node is not ready: tick."));
            database.execute("UPDATE node SET seen_at = seen_at - INTERVAL '60' SECOND");
            assertThat(node.all().get(0).reason(), startsWith("The node has sent no heartbeat for 6"));
            assertThat(new Backlogs(database, Settings.of(Map.of())).nodes(), is(0L));
            database.execute("UPDATE node SET seen_at = seen_at - INTERVAL '3600' SECOND");
            Heartbeat other = node(database, "/b");
            other.beat();
            assertThat(other.all().stream().map(NodeDocument::id).toList(), contains(other.id()));
        }
    }

    private Heartbeat node(MigratedDatabase database, String home) {
        Settings settings = Settings.of(Map.of("carillon.home", home, "carillon.delivery.concurrency", "7"));
        Heartbeat node = new Heartbeat(database, settings, new Checks() {
            @Override
            Map<String, Optional<String>> reasons() {
                return reasons;
            }
        }, Clock.systemUTC(), new SharedClock(database, settings, List.of()), "1.0");
        node.start();
        return node;
    }
}
