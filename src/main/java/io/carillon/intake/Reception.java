package io.carillon.intake;

import io.carillon.access.Caller;
import io.carillon.access.IdempotentRequests;
import io.carillon.http.IdempotencyKey;
import io.carillon.meter.Meters;
import io.carillon.platform.FactLog;
import io.carillon.platform.OutageLog;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import io.carillon.queue.Change;
import io.carillon.queue.ChangeQueue;
import io.carillon.queue.ChangesDocument;
import io.carillon.queue.MalformedChanges;
import io.carillon.queue.QueueUnavailable;
import io.carillon.queue.ReadChange;
import io.carillon.trace.TraceSpan;
import io.carillon.trace.Traces;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response.Status;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes a report to the queue, wherever it came from: limits its caller, checks the changes and waits for the broker. Counts and
 * traces it, and notes what is refused.
 */
@ApplicationScoped
class Reception {

    private static final FactLog LOG = FactLog.of(Reception.class);
    private static final OutageLog OUTAGE = OutageLog.of(LOG, "changes.refused", "changes.accepted-again");
    /** In metrics. */
    private static final String PROTOCOL = "http";
    private static final int SERVER_ERROR = 500;

    @Inject
    private Acceptance acceptance;
    @Inject
    private ChangeQueue queue;
    @Inject
    private IdempotentRequests requests;
    @Inject
    private IntakeLimit limit;
    @Inject
    private DayLimit dayLimit;
    @Inject
    private RefusedRequests refused;
    @Inject
    private Traces traces;

    /**
     * Returns the changes of {@code report} once the broker has them on disk; none if it is to be ignored.
     *
     * @throws ProblemException if any of them was refused, and so all
     */
    List<Change> receive(Report report) {
        TraceSpan span = traces.isOn() ? traces.request(report.path(), report.traceparent()) : TraceSpan.NONE;
        List<ReadChange> read = new ArrayList<>();
        try {
            List<Change> accepted = accept(report, IdempotencyKey.read(report.keys()), read, span);
            span.with("http.response.status_code", (accepted.isEmpty() ? Status.NO_CONTENT : Status.ACCEPTED).getStatusCode())
                   .with("carillon.changes", read.size()).end();
            return accepted;
        } catch (RuntimeException e) {
            fail(span, e);
            Meters.INTAKE.add(Math.max(1, read.size()), PROTOCOL, resultOf(e));
            if (e instanceof ProblemException problem) {
                boolean needsSamples = read.isEmpty() && refused.wantsSamples(report.caller(), problem);
                refused.note(report.caller(), needsSamples ? readable(report) : read, problem);
            }
            throw e;
        }
    }

    private static List<ReadChange> readable(Report report) {
        try {
            return report.reading().read();
        } catch (MalformedChanges | ProblemException e) {
            return List.of();
        }
    }

    /** By the conventions, a request that the producer should mend is no failure of the server. */
    private static void fail(TraceSpan span, RuntimeException failure) {
        int status = failure instanceof ProblemException problem ? problem.status() : SERVER_ERROR;
        span.with("http.response.status_code", status);
        if (status < SERVER_ERROR) {
            span.end();
        } else {
            span.fail(String.valueOf(status));
        }
    }

    /** Accepts {@code report}; adds what could be read of it to {@code read}. */
    private List<Change> accept(Report report, String key, List<ReadChange> read, TraceSpan span) {
        limit.take(report.caller(), 1);
        read.addAll(Acceptance.read(report.reading()));
        if (read.isEmpty()) {
            return List.of();
        }
        limit.take(report.caller(), read.size() - 1);
        List<Change> changes = acceptance.check(report.caller(), read, key);
        dayLimit.within(report.caller(), changes, key, () -> publish(report.caller(), changes, key, span));
        Meters.INTAKE.add(changes.size(), PROTOCOL, "accepted");
        return changes;
    }

    private static String resultOf(RuntimeException failure) {
        int status = failure instanceof ProblemException problem ? problem.status() : ProblemType.UNAVAILABLE.status();
        return status == ProblemType.TOO_MANY_REQUESTS.status() ? "limited"
                : status == ProblemType.UNAVAILABLE.status() ? "unavailable" : "refused";
    }

    private void publish(Caller caller, List<Change> changes, String key, TraceSpan span) {
        if (key != null) {
            requests.remember(caller.keyId(), key, ChangesDocument.write(changes));
        }
        try {
            queue.publish(caller.producer(), changes, span);
            OUTAGE.succeeded();
            LOG.debug("changes.accepted", "count", changes.size(), "first", changes.get(0).id());
        } catch (QueueUnavailable e) {
            OUTAGE.failed("The broker does not confirm: " + e.getCause().getMessage());
            throw new ProblemException(ProblemType.UNAVAILABLE, "The broker did not confirm the changes, but may have"
                    + " them. Send them again with the same ids; without ids they may take effect twice.");
        }
    }
}
