package io.carillon.insight;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.carillon.insight.LiveWindow.Standing;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a look at the deliveries shows: each new one and each change of one, whatever the order of the commits. */
class LiveWindowTest {

    private static final Standing PENDING = new Standing("pending", 0);
    private static final Standing RETRIED = new Standing("pending", 1);
    private static final Standing DONE = new Standing("succeeded", 1);

    private final LiveWindow window = new LiveWindow("a", Map.of("b", DONE));

    @Test
    void whatWasThereBeforeIsNotShown() {
        assertThat(window.look(Map.of("b", DONE, "c", PENDING), true, "a", 10), contains("c"));
        assertThat(window.look(Map.of("b", DONE, "c", PENDING), true, "a", 10), is(empty()));
    }

    @Test
    void aTransactionThatCommitsLateIsSeen() {
        window.look(Map.of("d", PENDING), true, "a", 10);
        assertThat(window.look(Map.of("c", PENDING, "d", PENDING), true, "b", 10), contains("c"));
    }

    @Test
    void anAttemptAndAnOutcomeAreChanges() {
        window.look(Map.of("c", PENDING), true, "a", 10);
        assertThat(window.look(Map.of("c", RETRIED), true, "a", 10), contains("c"));
        assertThat(window.look(Map.of("c", DONE), true, "a", 10), contains("c"));
    }

    @Test
    void aPendingDeliveryIsWatchedAfterItsWindowUntilItIsSettled() {
        window.look(Map.of("c", PENDING, "d", DONE), true, "x", 10);
        assertThat(window.from(), is("x"));
        assertThat(window.watched(), is(Set.of("c")));
        assertThat(window.look(Map.of("c", DONE), true, "y", 10), contains("c"));
        assertThat(window.watched(), is(empty()));
    }

    @Test
    void onlyTheNewestPendingOnesAreWatched() {
        Map<String, Standing> many = new TreeMap<>();
        for (int i = 0; i < LiveWindow.MOST_PENDING + 10; i++) {
            many.put("m%04d".formatted(i), PENDING);
        }
        window.look(many, true, "x", 1_000);
        assertThat(window.watched().size(), is(LiveWindow.MOST_PENDING));
        assertThat(window.watched().contains("m0009"), is(false));
    }

    @Test
    void whatDoesNotFitIntoOneLookIsShownByTheNext() {
        Map<String, Standing> seen = Map.of("c", PENDING, "d", PENDING, "e", PENDING);
        assertThat(window.look(seen, true, "x", 2), contains("c", "d"));
        assertThat("it stays in the window", window.from().compareTo("e") < 0, is(true));
        assertThat(window.look(Map.of("c", PENDING, "d", PENDING, "e", PENDING), true, "x", 2), contains("e"));
    }

    @Test
    void aLookThatDidNotReachTheEndContinuesThere() {
        window.look(Map.of("c", DONE, "d", DONE), false, "x", 10);
        assertThat(window.from(), is("d"));
    }

    /** Random deliveries that commit in any order within the window, attempts and outcomes: everything is shown in the end. */
    @Test
    void nothingIsLost() {
        Random random = new Random(7);
        Map<String, Standing> table = new TreeMap<>();
        Map<String, Standing> lastShown = new TreeMap<>();
        Set<String> written = new TreeSet<>();
        LiveWindow live = new LiveWindow("t00000", Map.of());
        for (int second = 1; second <= 400; second++) {
            for (int i = random.nextInt(30); i > 0 && second < 350; i--) {
                String id = "t%05d.%03d".formatted(Math.max(1, second - random.nextInt(20)), random.nextInt(1000));
                table.putIfAbsent(id, PENDING);
                written.add(id);
            }
            for (String id : new ArrayList<>(table.keySet())) {
                if (table.get(id).isPending() && random.nextInt(4) == 0) {
                    table.put(id, random.nextBoolean() ? DONE : new Standing("pending", table.get(id).attempts() + 1));
                }
            }
            Map<String, Standing> seen = new TreeMap<>();
            table.entrySet().stream().filter(row -> row.getKey().compareTo(live.from()) > 0).limit(200)
                    .forEach(row -> seen.put(row.getKey(), row.getValue()));
            boolean isAll = seen.size() < 200;
            live.watched().forEach(id -> seen.put(id, table.get(id)));
            List<String> changed = live.look(seen, isAll, "t%05d".formatted(Math.max(0, second - 20)), 25);
            changed.forEach(id -> lastShown.put(id, table.get(id)));
        }
        assertThat(new LinkedHashSet<>(lastShown.keySet()), is(new LinkedHashSet<>(written)));
        assertThat(lastShown, is(table));
    }
}
