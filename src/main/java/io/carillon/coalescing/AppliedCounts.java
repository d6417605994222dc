package io.carillon.coalescing;

import io.carillon.json.Flaw;
import io.carillon.quota.ChangesToday;
import io.carillon.rejected.Rejection;
import io.carillon.statistics.ChangeCounts;
import io.carillon.statistics.ChangeMeasure;
import io.carillon.statistics.DeliveryCounts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Counts what became of changes, for the metrics, the statistics and the limits of a day. What a rejected change says was not
 * checked: it counts for its organization if there is one, and for no event type.
 */
@ApplicationScoped
public class AppliedCounts {

    private static final String ORGANIZATION_UNKNOWN = "organization-unknown";

    private ChangeCounts changes;
    private DeliveryCounts deliveries;
    private ChangesToday today;

    protected AppliedCounts() {
    }

    /** Counts in {@code changes}, {@code deliveries} and {@code today}. */
    @Inject
    public AppliedCounts(ChangeCounts changes, DeliveryCounts deliveries, ChangesToday today) {
        this.changes = changes;
        this.deliveries = deliveries;
        this.today = today;
    }

    /** Counts {@code applied}; call once, when it is committed. */
    public void count(Applied applied) {
        applied.count();
        if (today.isOn()) {
            today.add(applied.fromProducers());
        }
        int minute = changes.minute();
        count(minute, applied.applied(), ChangeMeasure.APPLIED);
        count(minute, applied.repeated(), ChangeMeasure.REPEATED);
        count(minute, applied.silent(), ChangeMeasure.SILENT);
        for (Applied.AtOnce instant : applied.instant()) {
            count(minute, instant.change(), ChangeMeasure.INSTANT);
            instant.addressed().countSkipped(deliveries);
        }
        for (InterpretedMessage message : applied.messages()) {
            message.rejections().forEach(rejection ->
                    changes.add(minute, organizationOf(rejection), null, ChangeMeasure.REJECTED));
        }
    }

    private void count(int minute, List<ResolvedChange> all, ChangeMeasure fate) {
        for (ResolvedChange change : all) {
            count(minute, change, fate);
        }
    }

    private void count(int minute, ResolvedChange change, ChangeMeasure fate) {
        changes.add(minute, change.reportedBy(), change.reportedAs(), fate);
    }

    private static Long organizationOf(Rejection rejection) {
        Flaw flaw = rejection.flaw();
        return flaw.reason().equals(ORGANIZATION_UNKNOWN) ? null : rejection.subject().organizationId();
    }
}
