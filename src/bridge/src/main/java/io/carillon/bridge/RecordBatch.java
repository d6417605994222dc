package io.carillon.bridge;

import io.carillon.bridge.RecordChanges.Unreadable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reports the changes of the records that were read together, and collects those records of which at least one was refused.
 *
 * @param <S> a record, by identity
 */
final class RecordBatch<S> {

    private final Map<S, String> reasons = new LinkedHashMap<>();
    private final Reporter<S> reporter;

    RecordBatch(Reporter.Intake intake) {
        reporter = new Reporter<>(intake, reasons::putIfAbsent);
    }

    /** Reports what {@code value} has, perhaps later; {@code place} is the id of a change without one, or null. */
    void add(S source, byte[] value, String place) throws InterruptedException {
        try {
            for (String change : RecordChanges.read(value, place)) {
                reporter.add(change, source);
            }
        } catch (Unreadable e) {
            reasons.put(source, e.getMessage());
        }
    }

    /** Reports the rest; returns the refused records with the reasons. */
    Map<S, String> finish() throws InterruptedException {
        reporter.finish();
        return reasons;
    }
}
