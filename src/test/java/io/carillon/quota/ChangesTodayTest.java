package io.carillon.quota;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.database.Database;
import io.carillon.database.DatabaseFailure;
import io.carillon.database.MigratedDatabase;
import io.carillon.database.Removal;
import io.carillon.platform.Hand;
import io.carillon.problem.ProblemException;
import io.carillon.settings.Settings;
import io.carillon.tenant.ChangeLimits;
import io.carillon.tenant.Tenants;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The count of a day, of one node and of several; it is noon at the start, and the limit is 10. */
@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class ChangesTodayTest {

    private static final Map<Long, Integer> SIX = Map.of(1L, 6);
    private static final Map<Long, Integer> FOUR = Map.of(1L, 4);
    private static final Map<Long, Integer> ONE = Map.of(1L, 1);

    private final Hand clock = new Hand();

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void nodesKnowWhatTheOthersCountedAndARestartForgetsNothing(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            Node first = new Node(database);
            Node second = new Node(database);
            first.today.take(SIX);
            second.today.take(ONE);
            first.exchange.run();
            first.exchange.run();
            second.exchange.run();
            refused(second, FOUR);
            second.today.take(Map.of(1L, 3));
            second.exchange.run();
            first.exchange.run();
            refused(first, ONE);
            first.today.take(Map.of(2L, 10));
            assertThat(first.today.of(1), is(10L));
            assertThat(second.today.of(2), is(0L));

            Node restarted = new Node(database);
            refused(restarted, ONE);
            assertThat(restarted.today.of(1), is(10L));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aDayEndsAtMidnightAndIsRemovedADayLater(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            Node node = new Node(database);
            node.today.take(SIX);
            node.exchange.run();
            clock.steps(Duration.ofHours(12));
            assertThat(node.today.of(1), is(0L));
            node.today.take(SIX);
            node.exchange.run();
            clock.steps(Duration.ofHours(-1));
            assertThrows(ProblemException.class, () -> node.today.take(SIX));
            assertThat(node.days.removeBefore(clock.instant(), 200), is(new Removal(0, 0)));
            assertThat(node.days.removeBefore(clock.instant().plus(ChangeDays.KEPT), 200), is(new Removal(1, 1)));
            assertThat(new Node(database).days.ofOthers(ChangeDays.dayOf(clock.instant()) + 1, Set.of(1L)), is(Map.of(1L, 6L)));
        }
    }

    @Test
    void allOrganizationsOfARequestAreWithinTheirLimitsOrNoneIsCounted() {
        Node node = new Node(new FakeDays());
        node.today.take(Map.of(1L, 6, 2L, 1));
        ProblemException problem = refused(node, Map.of(1L, 5, 2L, 9));
        assertThat(problem.getMessage(), is("The organization 1 may report 10 changes a day, and these would be more."
                + " The next day begins at midnight UTC."));
        node.today.take(Map.of(1L, 4, 2L, 9));
    }

    @Test
    void whatIsGivenBackCanBeTakenAgain() {
        Node node = new Node(new FakeDays());
        Map<Long, Integer> taken = node.today.take(Map.of(1L, 10));
        refused(node, ONE);
        node.today.giveBack(taken);
        node.today.take(Map.of(1L, 10));
    }

    @Test
    void whatTheQueueBroughtCountsBeyondTheLimit() {
        Node node = new Node(new FakeDays());
        node.today.add(Map.of(1L, 25));
        refused(node, ONE);
        assertThat(node.today.of(1), is(25L));
    }

    @Test
    void whatCannotBeWrittenIsWrittenLater() {
        FakeDays days = new FakeDays();
        Node node = new Node(days);
        node.today.take(SIX);
        days.isAway = true;
        assertThrows(DatabaseFailure.class, node.exchange::run);
        days.isAway = false;
        node.exchange.run();
        assertThat(days.written, is(Map.of(1L, 6L)));
    }

    @Test
    void withoutALimitNothingIsCountedAndNoStatementRuns() {
        FakeDays days = new FakeDays();
        Node node = new Node(days, "0");
        assertThat(node.today.isOn(), is(false));
        assertThat(node.today.take(Map.of(1L, 1_000)), is(Map.of()));
        node.today.add(Map.of(1L, 1_000));
        node.exchange.run();
        assertThat(days.statements, is(0));
    }

    private static ProblemException refused(Node node, Map<Long, Integer> changes) {
        ProblemException problem = assertThrows(ProblemException.class, () -> node.today.take(changes));
        assertThat(problem.status(), is(429));
        return problem;
    }

    private final class Node {

        private final ChangeDays days;
        private final ChangesToday today;
        private final ChangeDayExchange exchange;

        Node(Database database) {
            this(new ChangeDays(database));
        }

        Node(ChangeDays days) {
            this(days, "10");
        }

        Node(ChangeDays days, String limit) {
            this.days = days;
            Tenants none = new Tenants() {
            };
            today = new ChangesToday(new ChangeLimits(none, Settings.of(Map.of("carillon.changes.a.day", limit))), days, clock);
            ChangeDayWriter writer = new ChangeDayWriter();
            writer.days = days;
            exchange = new ChangeDayExchange(today, writer);
        }
    }

    private static final class FakeDays extends ChangeDays {

        private Map<Long, Long> written = Map.of();
        private boolean isAway;
        private int statements;

        @Override
        void write(long day, Map<Long, Long> counts) {
            if (isAway) {
                throw new DatabaseFailure("away", null);
            }
            statements++;
            written = counts;
        }

        @Override
        Map<Long, Long> ofOthers(long day, Collection<Long> organizations) {
            statements++;
            return Map.of();
        }
    }
}
