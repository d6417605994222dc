package io.carillon.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Writes what several threads bring side by side in one transaction, as databases commit in groups: whoever has the turn
 * writes what all the others wait with. When a group fails, each thread writes its own part alone, so that one that cannot
 * be written does not take the others with it.
 *
 * @param <T> what a thread brings
 */
public final class GroupCommit<T> {

    private static final FactLog LOG = FactLog.of(GroupCommit.class);

    private final Consumer<List<T>> unitOfWork;
    private final int largest;
    private final Queue<Turn<T>> waiting = new ConcurrentLinkedQueue<>();
    private final Lock writing = new ReentrantLock();

    /** {@code unitOfWork} writes up to {@code largest} together, all or none, and throws when it has written none. */
    public GroupCommit(Consumer<List<T>> unitOfWork, int largest) {
        this.unitOfWork = unitOfWork;
        this.largest = largest;
    }

    /** Returns when {@code part} is committed; throws what the unit of work throws for it alone. */
    public void write(T part) {
        if (!isWrittenWithOthers(new Turn<>(part))) {
            unitOfWork.accept(List.of(part));
        }
    }

    private boolean isWrittenWithOthers(Turn<T> mine) {
        waiting.add(mine);
        writing.lock();
        try {
            while (mine.state == State.WAITING) {
                writeGroup();
            }
        } finally {
            writing.unlock();
        }
        return mine.state == State.WRITTEN;
    }

    private void writeGroup() {
        List<Turn<T>> group = new ArrayList<>();
        while (group.size() < largest && !waiting.isEmpty()) {
            group.add(waiting.remove());
        }
        State state = State.ALONE;
        try {
            unitOfWork.accept(group.stream().map(turn -> turn.part).toList());
            state = State.WRITTEN;
        } catch (RuntimeException e) {
            LOG.debug("group.failed", "size", group.size(), "reason", FactLog.rootOf(e));
        } finally {
            for (Turn<T> turn : group) {
                turn.state = state;
            }
        }
    }

    private enum State { WAITING, WRITTEN, ALONE }

    /** A part and what became of it; touched only by whoever has the lock, and then by the thread that brought it. */
    private static final class Turn<T> {
        private final T part;
        private State state = State.WAITING;

        Turn(T part) {
            this.part = part;
        }
    }
}
