package io.carillon.platform;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

    private final Written written = new Written();
    private GroupCommit<String> group = new GroupCommit<>(written::write, 10);
    private final List<Thread> sessions = new ArrayList<>();

    @AfterEach
    void letAllGo() {
        written.release.countDown();
    }

    @Test
    void whatComesWhileAGroupIsWrittenGoesIntoTheNextTogether() throws Exception {
        FutureTask<Void> first = session("first");
        await().until(() -> written.begun.getCount() == 0);
        List<FutureTask<Void>> others = List.of(session("a"), session("b"), session("c"));
        awaitWaiting(3);
        assertThat("before its commit", first.isDone(), is(false));

        written.release.countDown();
        first.get(5, SECONDS);
        for (FutureTask<Void> other : others) {
            other.get(5, SECONDS);
        }

        assertThat(written.groups.get(0), contains("first"));
        assertThat(written.groups.get(1), containsInAnyOrder("a", "b", "c"));
        assertThat(written.groups, hasSize(2));
    }

    @Test
    void oneThatCannotBeWrittenDoesNotTakeTheOthersWithIt() throws Exception {
        session("first");
        await().until(() -> written.begun.getCount() == 0);
        FutureTask<Void> good = session("good");
        FutureTask<Void> bad = session("bad");
        FutureTask<Void> alsoGood = session("also good");
        awaitWaiting(3);

        written.release.countDown();
        good.get(5, SECONDS);
        alsoGood.get(5, SECONDS);

        ExecutionException failure = assertThrows(ExecutionException.class, () -> bad.get(5, SECONDS));
        assertThat(failure.getCause().getMessage(), is("bad"));
        assertThat(written.committed, containsInAnyOrder("first", "good", "also good"));
    }

    @Test
    void oneThatComesAloneAndCannotBeWrittenIsTriedOnce() {
        written.release.countDown();

        assertThrows(IllegalStateException.class, () -> group.write("bad"));
        group.write("good");

        assertThat(written.groups, contains(List.of("bad"), List.of("good")));
    }

    @Test
    void whereFailuresAreSharedNoCallIsTriedAgain() throws Exception {
        group = GroupCommit.together(written::write, 10);
        session("first");
        await().until(() -> written.begun.getCount() == 0);
        List<FutureTask<Void>> others = List.of(session("bad"), session("a"), session("b"));
        awaitWaiting(3);

        written.release.countDown();

        for (FutureTask<Void> other : others) {
            ExecutionException failure = assertThrows(ExecutionException.class, () -> other.get(5, SECONDS));
            assertThat(failure.getCause().getMessage(), is("bad"));
        }
        assertThat(written.groups, hasSize(2));
        group.write("later");
        assertThat(written.committed, contains("first", "later"));
    }

    @Test
    void aGroupHasItsLimit() throws Exception {
        session("first");
        await().until(() -> written.begun.getCount() == 0);
        List<FutureTask<Void>> others = IntStream.range(0, 13).mapToObj(i -> session("other " + i)).toList();
        awaitWaiting(13);

        written.release.countDown();
        for (FutureTask<Void> other : others) {
            other.get(5, SECONDS);
        }

        assertThat(written.groups.stream().map(List::size).toList(), contains(1, 10, 3));
    }

    private FutureTask<Void> session(String id) {
        FutureTask<Void> task = new FutureTask<>(() -> {
            group.write(id);
            return null;
        });
        Thread thread = new Thread(task, id);
        sessions.add(thread);
        thread.start();
        return task;
    }

    /** Until so many sessions have said what they have and stand in the queue behind the first. */
    private void awaitWaiting(int count) {
        await().until(() -> sessions.stream().skip(1)
                .filter(thread -> thread.getState() == Thread.State.WAITING).count() == count);
    }

    /** What {@code first} is in is only written when it is released, what {@code bad} is in never. */
    private static final class Written {
        private final List<List<String>> groups = new CopyOnWriteArrayList<>();
        private final List<String> committed = new CopyOnWriteArrayList<>();
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch release = new CountDownLatch(1);

        void write(List<String> ids) {
            groups.add(ids);
            if (ids.contains("first")) {
                begun.countDown();
                awaitRelease();
            }
            if (ids.contains("bad")) {
                throw new IllegalStateException("bad");
            }
            committed.addAll(ids);
        }

        private void awaitRelease() {
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
