package io.carillon.bridge;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Reports changes in their order, in batches as large as Carillon takes. One bad change refuses all of its batch, so a refused
 * batch is reported in halves, until the bad ones are alone.
 *
 * @param <S> what a change was in
 */
final class Reporter<S> {

    private static final int MOST_CHANGES = 1_000;
    /** Below the limit of 1 MiB for a request. */
    private static final int MOST_BYTES = 1_000_000;

    /** Where batches go: as {@link Carillon#report}. */
    interface Intake {
        Optional<String> report(List<String> batch) throws InterruptedException;
    }

    private record Item<S>(String change, S source) {
    }

    private final Intake intake;
    private final BiConsumer<S, String> refused;
    private final List<Item<S>> batch = new ArrayList<>();
    private int bytes;

    /** Reports to {@code intake}; {@code refused} gets the source of each change that it refuses, with the reason. */
    Reporter(Intake intake, BiConsumer<S, String> refused) {
        this.intake = intake;
        this.refused = refused;
    }

    /** Adds a change of {@code source}; may report those before it. */
    void add(String change, S source) throws InterruptedException {
        int length = change.getBytes(StandardCharsets.UTF_8).length + 1;
        if (batch.size() == MOST_CHANGES || bytes + length > MOST_BYTES) {
            finish();
        }
        batch.add(new Item<>(change, source));
        bytes += length;
    }

    /** Reports what was added. */
    void finish() throws InterruptedException {
        report(batch);
        batch.clear();
        bytes = 0;
    }

    private void report(List<Item<S>> items) throws InterruptedException {
        if (items.isEmpty()) {
            return;
        }
        Optional<String> refusal = intake.report(items.stream().map(Item::change).toList());
        if (refusal.isPresent() && items.size() == 1) {
            refused.accept(items.get(0).source, refusal.get());
        } else if (refusal.isPresent()) {
            report(items.subList(0, items.size() / 2));
            report(items.subList(items.size() / 2, items.size()));
        }
    }
}
