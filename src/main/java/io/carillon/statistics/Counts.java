package io.carillon.statistics;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What this node has counted for one table and not written yet. Counting is an addition under a lock that is held for about
 * a tenth of a microsecond. The number of subjects is limited: what would exceed it is counted together, by event type.
 * Thread-safe.
 */
final class Counts {

    /** Subjects of all minutes together; each takes about 200 bytes. */
    static final int MOST = 100_000;

    private final StatisticsTable table;
    private final Clock clock;
    private final int most;
    private final Map<Integer, Batch> open = new HashMap<>();
    private final List<Batch> taken = new ArrayList<>();
    private int subjects;
    private boolean isCrowded;

    Counts(StatisticsTable table, Clock clock) {
        this(table, clock, MOST);
    }

    Counts(StatisticsTable table, Clock clock, int most) {
        this.table = table;
        this.clock = clock;
        this.most = most;
    }

    StatisticsTable table() {
        return table;
    }

    /** The minute of {@code time}, counted from 1970. */
    static int minuteOf(Instant time) {
        return (int) Math.floorDiv(time.getEpochSecond(), 60L);
    }

    int minute() {
        return minuteOf(clock.instant());
    }

    /** Adds {@code times} for {@code subject} at each of {@code places}. */
    synchronized void add(int minute, Subject subject, int times, int... places) {
        Map<Subject, Cell> cells = open.computeIfAbsent(minute, Batch::of).cells();
        Cell cell = cells.get(subject);
        if (cell == null) {
            cell = newCell(cells, subject);
        }
        for (int place : places) {
            cell.add(place, times);
        }
    }

    private Cell newCell(Map<Subject, Cell> cells, Subject subject) {
        Subject counted = subject;
        if (subjects >= most) {
            isCrowded = true;
            counted = subject.crowd();
        }
        return cells.computeIfAbsent(counted, any -> {
            subjects++;
            return new Cell();
        });
    }

    /** The batches to write: of the minutes before {@code minute}, and those that could not be written before. */
    synchronized List<Batch> take(int minute) {
        open.entrySet().removeIf(batch -> batch.getKey() < minute && taken.add(batch.getValue()));
        return List.copyOf(taken);
    }

    /** {@code batches} are written. */
    synchronized void written(List<Batch> batches) {
        taken.removeAll(batches);
        subjects -= batches.stream().mapToInt(batch -> batch.cells().size()).sum();
    }

    /** Whether there was no room for a subject since the last call. */
    synchronized boolean wasCrowded() {
        boolean was = isCrowded;
        isCrowded = false;
        return was;
    }

    /** What is not written of a period, for the subjects that {@code subject} accepts. */
    synchronized Unwritten unwritten(int from, int to, Predicate<Subject> subject) {
        List<String> batches = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        Stream.concat(taken.stream(), open.values().stream()).filter(batch -> batch.minute() >= from && batch.minute() < to)
                .forEach(batch -> {
                    batches.add(batch.id());
                    batch.cells().forEach((key, cell) -> {
                        if (subject.test(key)) {
                            parts.add(new Part(batch.minute(), key, cell.copy()));
                        }
                    });
                });
        return new Unwritten(batches, parts);
    }

    /** Counts of one subject and minute that are not written. */
    record Part(int minute, Subject subject, Cell cell) {
    }

    /** What is not written, and the batches in which it will be. */
    record Unwritten(List<String> batches, List<Part> parts) {
    }
}
