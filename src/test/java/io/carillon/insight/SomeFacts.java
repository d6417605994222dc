package io.carillon.insight;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.carillon.access.Role;
import io.carillon.endpoint.DeliveryMode;
import io.carillon.endpoint.EndpointStatus;
import io.carillon.insight.Facts.Names;
import io.carillon.insight.Facts.OpenBucket;
import io.carillon.insight.Facts.Refusal;
import io.carillon.insight.Facts.Rejected;
import io.carillon.insight.Registry.App;
import io.carillon.insight.Registry.Endpoint;
import io.carillon.insight.Registry.Entry;
import io.carillon.insight.Registry.State;
import io.carillon.json.StrictJson;
import io.carillon.message.DeliveryState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Facts about the team {@code t} of organization 7, for tests. Times are seconds after noon; a window has 60, and it is an hour
 * after noon. {@code app_1} belongs to organization 9 and is enabled, with the coalesced endpoint {@code ep_1}, unless changed.
 */
final class SomeFacts {

    static final Viewer OPERATOR = new Viewer(Role.OPERATOR, null, null, true);
    static final Viewer ORGANIZATION = new Viewer(Role.ORGANIZATION, 7L, null, true);
    static final Viewer APPLICATION = new Viewer(Role.APPLICATION, null, "app_1", true);
    static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
    private static final Limits LIMITS = new Limits(Duration.ofMinutes(1), Duration.ofDays(7), Duration.ofDays(30));
    private static final Instant LONG_AGO = NOON.minusSeconds(1_000_000);

    private final List<ReportedChange> changes = new ArrayList<>();
    private final List<Rejected> rejected = new ArrayList<>();
    private final List<Rejected> elsewhere = new ArrayList<>();
    private final List<Refusal> refusedElsewhere = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private Names names = Names.KNOWN;
    private final List<SentMessage> messages = new ArrayList<>();
    private final List<SentDelivery> deliveries = new ArrayList<>();
    private final List<OpenBucket> buckets = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
    private final List<Endpoint> endpoints = new ArrayList<>();
    private Set<String> flags = Set.of();
    private Instant enabledAt = LONG_AGO;
    private boolean hasApp = true;
    private Instant completeFrom;
    private Instant now = at(3_600);
    private boolean isQueueWaiting;
    private Question question = question("team", null);

    static Instant at(double second) {
        return NOON.plusMillis(Math.round(second * 1_000));
    }

    private static Question question(String type, String endpoint) {
        return new Question(7, type, "t", NOON, NOON.plusSeconds(7_200), null, endpoint, null);
    }

    SomeFacts asked(String type, String endpoint) {
        question = question(type, endpoint);
        return this;
    }

    SomeFacts askedFrom(Instant from, Instant to) {
        question = new Question(7, "team", "t", from, to, null, null, null);
        return this;
    }

    /** What came before is missing. */
    SomeFacts completeFrom(double second) {
        completeFrom = at(second);
        return this;
    }

    SomeFacts now(double second) {
        now = at(second);
        return this;
    }

    SomeFacts change(String id, double second, String eventType) {
        return change(id, second, eventType, 7, 7L);
    }

    SomeFacts change(String id, double second, String eventType, long reportedBy, Long notified) {
        changes.add(new ReportedChange(reportedBy, "p/" + id, at(second), eventType, "team", eventType, "team", "update",
                notified, "t", Set.of(), null, null));
        return this;
    }

    SomeFacts rosterChange(String id, double second) {
        changes.add(new ReportedChange(7, "p/" + id, at(second), "roster.created", "roster", "team.updated", "team", "update", 7L,
                "t", Set.of(), null, null));
        return this;
    }

    SomeFacts rejected(double second, String reason) {
        rejected.add(new Rejected("rm_1", at(second), reason, "is secret", "/eventType", null, "c-1", "team", 7L));
        return this;
    }

    /** A change of another organization, which does not exist. */
    SomeFacts rejectedElsewhere() {
        elsewhere.add(new Rejected("rm_2", at(1), "organization-unknown", "is not an organization: 70", "/organizationId", null,
                "c-1", "team", 70L));
        return this;
    }

    /** The same over HTTP. */
    SomeFacts refusedElsewhere() {
        refusedElsewhere.add(new Refusal(at(1), 422, "organization-unknown", 1, "c-1", "team", "/organizationId",
                "is not an organization: 70"));
        return this;
    }

    SomeFacts named(boolean organizationExists, boolean resourceTypeExists) {
        names = new Names(organizationExists, resourceTypeExists);
        return this;
    }

    SomeFacts refused(double second, int status) {
        refusals.add(new Refusal(at(second), status, "value-wrong", 2, "c-1", "team", "/resourceId", "must be given"));
        return this;
    }

    SomeFacts bucket(String eventType, int count, double openedAt) {
        buckets.add(new OpenBucket("team", eventType, count, at(openedAt)));
        return this;
    }

    SomeFacts queueWaits() {
        isQueueWaiting = true;
        return this;
    }

    SomeFacts message(String id, double second, String eventType, DeliveryMode mode, int count) {
        messages.add(new SentMessage(id, 7, "team", eventType, "update", mode, count, at(second), null, false));
        return this;
    }

    /** The content of the last message was removed. */
    SomeFacts withoutContent(double second) {
        SentMessage last = messages.remove(messages.size() - 1);
        messages.add(new SentMessage(last.id(), last.organizationId(), last.resourceType(), last.eventType(), last.operation(),
                last.mode(), last.changes(), last.createdAt(), at(second), false));
        return this;
    }

    /** A delivery of the last message to {@code endpoint}. */
    SomeFacts delivery(String endpoint, DeliveryState state, int attempts, String outcome, Integer status, String reason) {
        SentMessage message = messages.get(messages.size() - 1);
        boolean isPending = state == DeliveryState.PENDING;
        boolean isOpen = isPending || state == DeliveryState.AVAILABLE;
        deliveries.add(new SentDelivery("dl_" + deliveries.size(), message.id(), endpoint, "app_1", state, attempts,
                isPending ? at(4_000) : null, message.createdAt(), isOpen ? null : message.createdAt().plusSeconds(1), reason,
                null, attempts == 0 ? null : message.createdAt(), outcome, status, outcome == null ? null : "detail"));
        return this;
    }

    /** The last delivery waits for this one. */
    SomeFacts waitingFor(String delivery) {
        SentDelivery last = deliveries.remove(deliveries.size() - 1);
        deliveries.add(new SentDelivery(last.id(), last.messageId(), last.endpointId(), last.applicationId(), last.state(),
                last.attempts(), last.dueAt(), last.createdAt(), last.completedAt(), last.reason(), delivery, last.attemptAt(),
                last.outcome(), last.status(), last.detail()));
        return this;
    }

    SomeFacts succeeded(String endpoint) {
        return delivery(endpoint, DeliveryState.SUCCEEDED, 1, "succeeded", 200, null);
    }

    SomeFacts endpoint(String id, DeliveryMode mode, double createdAt, String... eventTypes) {
        return endpoint(id, EndpointStatus.ACTIVE, mode, createdAt, eventTypes);
    }

    SomeFacts endpoint(String id, EndpointStatus status, DeliveryMode mode, double createdAt, String... eventTypes) {
        endpoints.add(new Endpoint(id, "app_1", new State(status, mode, List.of(eventTypes), null,
                status == EndpointStatus.DISABLED ? "The receiver answered 410 Gone." : null), at(createdAt), null, null,
                false, null));
        return this;
    }

    /** The last endpoint has a filter. */
    SomeFacts withFilter(String filter) {
        Endpoint last = endpoints.remove(endpoints.size() - 1);
        State state = last.state();
        endpoints.add(new Endpoint(last.id(), last.applicationId(), new State(state.status(), state.mode(), state.eventTypes(),
                filter, state.disabledReason()), last.createdAt(), last.pausedUntil(), last.failingSince(), false, null));
        return this;
    }

    /** The owner of the last endpoint paused it. */
    SomeFacts paused() {
        Endpoint last = endpoints.remove(endpoints.size() - 1);
        endpoints.add(new Endpoint(last.id(), last.applicationId(), last.state(), last.createdAt(), null, null, true, null));
        return this;
    }

    /** The last endpoint has a rate limit, and its next slot is at this second. */
    SomeFacts withSlotAt(double second) {
        Endpoint last = endpoints.remove(endpoints.size() - 1);
        endpoints.add(new Endpoint(last.id(), last.applicationId(), last.state(), last.createdAt(), null, null, false,
                at(second)));
        return this;
    }

    /** The last change did not pass the filters of these endpoints. */
    SomeFacts stoppedAt(String... ids) {
        ReportedChange last = changes.remove(changes.size() - 1);
        changes.add(new ReportedChange(last.reportedBy(), last.changeId(), last.receivedAt(), last.reportedAs(),
                last.reportedType(), last.announcedAs(), last.announcedType(), last.operation(), last.notified(),
                last.resourceId(), last.flags(), String.join(" ", ids), last.named()));
        return this;
    }

    /** The last change named these endpoints. */
    SomeFacts naming(String... ids) {
        ReportedChange last = changes.remove(changes.size() - 1);
        changes.add(new ReportedChange(last.reportedBy(), last.changeId(), last.receivedAt(), last.reportedAs(),
                last.reportedType(), last.announcedAs(), last.announcedType(), last.operation(), last.notified(),
                last.resourceId(), last.flags(), last.stoppedAt(), String.join(" ", ids)));
        return this;
    }

    /** The last message is not retried. */
    SomeFacts once() {
        SentMessage last = messages.remove(messages.size() - 1);
        messages.add(new SentMessage(last.id(), last.organizationId(), last.resourceType(), last.eventType(), last.operation(),
                last.mode(), last.changes(), last.createdAt(), last.contentRemovedAt(), true));
        return this;
    }

    /** The last change is of an event type that needs these flags. */
    SomeFacts needing(String... needed) {
        ReportedChange last = changes.remove(changes.size() - 1);
        changes.add(new ReportedChange(last.reportedBy(), last.changeId(), last.receivedAt(), last.reportedAs(),
                last.reportedType(), last.announcedAs(), last.announcedType(), last.operation(), last.notified(),
                last.resourceId(), Set.of(needed), last.stoppedAt(), last.named()));
        return this;
    }

    /** The flags that the application has now. */
    SomeFacts having(String... own) {
        flags = Set.of(own);
        return this;
    }

    SomeFacts enabledAt(Double second) {
        enabledAt = second == null ? null : at(second);
        return this;
    }

    SomeFacts noApplication() {
        hasApp = false;
        return this;
    }

    /** An entry of the audit log. */
    SomeFacts audit(String object, double second, String action, String before) {
        try {
            entries.add(new Entry(object, at(second), action, before == null ? null : StrictJson.mapper().readTree(before)));
            return this;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    List<Verdict> verdicts(Viewer viewer) {
        Registry registry = new Registry(7,
                hasApp ? List.of(new App("app_1", 9L, enabledAt, flags, endpoints)) : List.of(), entries);
        return Explanation.of(question, viewer, new Facts(now, completeFrom == null ? question.from() : completeFrom,
                changes, rejected, refusals, messages, deliveries,
                buckets, registry, elsewhere, refusedElsewhere, names, isQueueWaiting), LIMITS);
    }
}
