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

    private static final int LONGEST_REASON = 1_000;

    private final Map<S, String> reasons = new LinkedHashMap<>();
    private final Reporter<S> reporter;

    RecordBatch(Reporter.Intake intake) {
        reporter = new Reporter<>(intake, this::refused);
    }

    /** Reports what {@code value} has, perhaps later; {@code place} is the id of a change without one, or null. */
    void add(S source, byte[] value, String place) throws InterruptedException {
        try {
            for (String change : RecordChanges.read(value, place)) {
                reporter.add(change, source);
            }
        } catch (Unreadable e) {
            refused(source, e.getMessage());
        }
    }

    private void refused(S source, String reason) {
        reasons.putIfAbsent(source, reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason);
    }

    /** Reports the rest; returns the refused records with the reasons, of at most 1,000 characters. */
    Map<S, String> finish() throws InterruptedException {
        reporter.finish();
        return reasons;
    }
}
