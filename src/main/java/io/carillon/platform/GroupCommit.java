package io.carillon.platform;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * Combines the writes of concurrent threads into one transaction, as databases do: one thread writes its own part and the
 * parts of all threads that are waiting. When a group fails, each thread writes its part alone, so that a bad part does not
 * fail the others. With {@link #together}, where failures never depend on a single part, all threads of the group get the
 * failure. Thread-safe.
 *
 * @param <T> what a thread writes
 */
public final class GroupCommit<T> {

    private static final FactLog LOG = FactLog.of(GroupCommit.class);

    private final Consumer<List<T>> unitOfWork;
    private final int largest;
    private final boolean isTriedAlone;
    private final Queue<Turn<T>> waiting = new ArrayDeque<>();
    private boolean isWriting;

    /** {@code unitOfWork} writes up to {@code largest} parts, all or none, and throws if it has written none. */
    public GroupCommit(Consumer<List<T>> unitOfWork, int largest) {
        this(unitOfWork, largest, true);
    }

    private GroupCommit(Consumer<List<T>> unitOfWork, int largest, boolean isTriedAlone) {
        this.unitOfWork = unitOfWork;
        this.largest = largest;
        this.isTriedAlone = isTriedAlone;
    }

    /** A group commit for work whose failures never depend on a single part: after a failure it tries no part again. */
    public static <T> GroupCommit<T> together(Consumer<List<T>> unitOfWork, int largest) {
        return new GroupCommit<>(unitOfWork, largest, false);
    }

    /** Writes {@code part} and returns when it is committed; throws what the unit of work throws for it. */
    public void write(T part) {
        Turn<T> mine = new Turn<>(part, new CompletableFuture<>());
        State state = isFirst(mine) ? State.FIRST : mine.await();
        if (state == State.FIRST) {
            state = writeGroup();
        }
        if (state == State.ALONE) {
            unitOfWork.accept(List.of(part));
        }
    }

    private synchronized boolean isFirst(Turn<T> turn) {
        waiting.add(turn);
        boolean first = !isWriting;
        isWriting = true;
        return first;
    }

    /** Runs on the first waiting thread. A failed group of one is not tried again: no other part can be the cause. */
    private State writeGroup() {
        List<Turn<T>> group = nextGroup();
        State state = State.ALONE;
        try {
            unitOfWork.accept(group.stream().map(Turn::part).toList());
            state = State.WRITTEN;
        } catch (RuntimeException e) {
            LOG.debug("group.failed", "size", group.size(), "reason", Causes.root(e));
            if (!isTriedAlone || group.size() == 1) {
                group.forEach(turn -> turn.state.completeExceptionally(e));
                throw e;
            }
        } finally {
            callNext();
            for (Turn<T> turn : group) {
                turn.state.complete(state);
            }
        }
        return state;
    }

    private synchronized List<Turn<T>> nextGroup() {
        List<Turn<T>> group = new ArrayList<>();
        while (group.size() < largest && !waiting.isEmpty()) {
            group.add(waiting.remove());
        }
        return group;
    }

    private synchronized void callNext() {
        isWriting = !waiting.isEmpty();
        if (isWriting) {
            waiting.element().state.complete(State.FIRST);
        }
    }

    private enum State { FIRST, WRITTEN, ALONE }

    /** A part and what its thread waits for: its turn to write, or the result of the group that contains the part. */
    private record Turn<T>(T part, CompletableFuture<State> state) {

        State await() {
            try {
                return state.join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException failure ? failure : e;
            }
        }
    }
}
