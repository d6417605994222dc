package io.carillon.platform;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * Writes what several threads bring side by side at once, as databases commit in groups: whoever has the turn writes what all
 * the others wait with. When a group fails, each thread writes its own part alone, so that one that cannot be written does
 * not take the others with it; where a failure is never that of a part, all have it together. Thread-safe.
 *
 * @param <T> what a thread brings
 */
public final class GroupCommit<T> {

    private static final FactLog LOG = FactLog.of(GroupCommit.class);

    private final Consumer<List<T>> unitOfWork;
    private final int largest;
    private final boolean isTriedAlone;
    private final Queue<Turn<T>> waiting = new ArrayDeque<>();
    private boolean isWriting;

    /** {@code unitOfWork} writes up to {@code largest} together, all or none, and throws when it has written none. */
    public GroupCommit(Consumer<List<T>> unitOfWork, int largest) {
        this(unitOfWork, largest, true);
    }

    private GroupCommit(Consumer<List<T>> unitOfWork, int largest, boolean isTriedAlone) {
        this.unitOfWork = unitOfWork;
        this.largest = largest;
        this.isTriedAlone = isTriedAlone;
    }

    /** One whose failures have nothing to do with what a part is: no part of a group that failed is tried again. */
    public static <T> GroupCommit<T> together(Consumer<List<T>> unitOfWork, int largest) {
        return new GroupCommit<>(unitOfWork, largest, false);
    }

    /** Returns when {@code part} is committed; throws what the unit of work throws for it. */
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

    /** By the thread whose turn stands first. A group of one that fails has no others to be tried without. */
    private State writeGroup() {
        List<Turn<T>> group = nextGroup();
        State state = State.ALONE;
        try {
            unitOfWork.accept(group.stream().map(Turn::part).toList());
            state = State.WRITTEN;
        } catch (RuntimeException e) {
            LOG.debug("group.failed", "size", group.size(), "reason", FactLog.rootOf(e));
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

    /** A part, and what its thread waits for: to be the first of a group, or what became of the group that it was in. */
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
