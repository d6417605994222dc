package io.carillon.insight;

import io.carillon.catalog.Catalog;
import io.carillon.catalog.CatalogSnapshot;
import io.carillon.catalog.Meaning;
import io.carillon.database.Database;
import io.carillon.database.Row;
import io.carillon.database.Sql;
import io.carillon.endpoint.DeliveryMode;
import io.carillon.insight.Facts.Names;
import io.carillon.insight.Facts.OpenBucket;
import io.carillon.insight.Facts.Refusal;
import io.carillon.insight.Facts.Rejected;
import io.carillon.message.DeliveryState;
import io.carillon.platform.EnumWords;
import io.carillon.rejected.Refusals;
import io.carillon.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads what is stored about a question: at most ten statements, each by an index, with a limit and for at most three seconds.
 * Changes of the windows before the period are read too, because the first messages in it may cover them.
 */
@ApplicationScoped
public class FactsReader {

    /** No statement takes longer. */
    static final int SECONDS = 3;
    private static final Duration LATE_TICK = Duration.ofMinutes(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MOST_REJECTED = 50;
    private static final int MOST_ELSEWHERE = 3;
    private static final int MOST_BUCKETS = 200;
    private static final String CHANGES = """
            SELECT i.organization_id, i.change_id, i.received_at, i.event_type, i.resource_id, i.notified_id, t.resource_type,
                t.operation, i.stopped_at, i.named
            FROM inbox i LEFT JOIN event_type t ON t.name = i.event_type
            WHERE i.resource_id = ? AND i.received_at >= ? AND i.received_at < ? AND (i.organization_id = ? OR i.notified_id = ?)
            ORDER BY i.received_at DESC, i.change_id DESC LIMIT ?""";
    /** The columns that {@link #rejected(Row)} reads, and the object's id. */
    static final String REJECTED_MESSAGES = """
            SELECT id, rejected_at, reason, detail, pointer, requeued_at, change_id, resource_type, organization_id, resource_id
            FROM rejected_message
            """;
    private static final String REJECTED = REJECTED_MESSAGES + """
            WHERE organization_id = ? AND resource_id = ? AND rejected_at >= ? AND rejected_at < ?
                AND (CAST(? AS VARCHAR(60)) IS NULL OR resource_type IS NULL OR resource_type = ?)
                AND (CAST(? AS VARCHAR(200)) IS NULL OR change_id = ?)
            ORDER BY id DESC LIMIT ?""";
    private static final String ELSEWHERE = REJECTED_MESSAGES + """
            WHERE resource_id = ? AND rejected_at >= ? AND rejected_at < ?
                AND (organization_id IS NULL OR organization_id <> ? AND reason = 'organization-unknown')
                AND (CAST(? AS VARCHAR(200)) IS NULL OR change_id = ?)
            ORDER BY id DESC LIMIT ?""";
    private static final String ORGANIZATION = "SELECT id FROM organization WHERE id = ? AND deleted_at IS NULL";
    private static final String MESSAGES = """
            SELECT id, organization_id, resource_type, event_type, operation, mode, changes, created_at,
                content_removed_at, is_once
            FROM message
            WHERE organization_id = ? AND resource_type = ANY (CAST(? AS VARCHAR ARRAY)) AND resource_id = ?
                AND created_at >= ? AND created_at < ? ORDER BY created_at DESC LIMIT ?""";
    private static final String DELIVERIES = """
            SELECT d.id, d.message_id, d.endpoint_id, e.application_id, d.state, d.attempts, d.due_at, d.created_at,
                d.completed_at, d.reason, d.waits_for, t.started_at, t.outcome, t.status, t.detail
            FROM delivery d JOIN endpoint e ON e.id = d.endpoint_id
                LEFT JOIN attempt t ON t.delivery_id = d.id AND t.number = d.attempts
            WHERE d.message_id = ANY (CAST(? AS VARCHAR ARRAY)) AND (CAST(? AS VARCHAR(40)) IS NULL OR e.application_id = ?)
                AND (CAST(? AS VARCHAR(40)) IS NULL OR d.endpoint_id = ?)
            ORDER BY d.id DESC LIMIT ?""";
    private static final String BUCKETS = """
            SELECT b.resource_type, b.event_type, b.changes, w.opened_at
            FROM coalescing_bucket b JOIN coalescing_bucket w ON w.organization_id = b.organization_id
                AND w.resource_type = b.resource_type AND w.resource_id = b.resource_id AND w.slot = ''
            WHERE b.organization_id = ? AND b.resource_type = ANY (CAST(? AS VARCHAR ARRAY)) AND b.resource_id = ? LIMIT ?""";

    private static final String REFUSALS = """
            SELECT at, status, reason, requests, change_id, resource_type, pointer, detail FROM intake_refusal
            WHERE organization_id = ? AND (resource_id = ? OR resource_id IS NULL) AND at > ? AND at < ?
                AND (CAST(? AS VARCHAR(60)) IS NULL OR resource_type IS NULL OR resource_type = ?)
                AND (CAST(? AS VARCHAR(200)) IS NULL OR change_id = ?)
            ORDER BY at DESC LIMIT ?""";

    private static final String REFUSED_ELSEWHERE = """
            SELECT at, status, reason, requests, change_id, resource_type, pointer, detail FROM intake_refusal
            WHERE resource_id = ? AND at > ? AND at < ? AND organization_id <> ? AND reason = 'organization-unknown'
                AND (CAST(? AS VARCHAR(200)) IS NULL OR change_id = ?)
            ORDER BY at DESC LIMIT ?""";

    private Database database;
    private Refusals refusals;
    private Catalog catalog;
    private RegistryReader registry;
    private Limits limits;

    protected FactsReader() {
    }

    @Inject
    FactsReader(Database database, Catalog catalog, RegistryReader registry, Refusals refusals, Settings settings) {
        this.database = database;
        this.refusals = refusals;
        this.catalog = catalog;
        this.registry = registry;
        this.limits = Limits.of(settings);
    }

    /** How much is read at most. */
    record Most(int changes, int messages, int deliveries) {

        /** For one question. */
        static final Most OF_A_QUESTION = new Most(200, 50, 200);

        /** For a page of that many changes; some more may have the time of the page before. */
        static Most ofAPage(int changes) {
            return new Most(changes + 20, 400, 1_000);
        }
    }

    /** Reads the facts about {@code question}; if there are too many, the newest. */
    @Transactional
    public Facts read(Question question, Most most) {
        // A plan for any question reads every change of its time; one for this question, the pages that can have its object.
        database.forceCustomPlans();
        Instant now = database.now();
        Instant before = question.from().minus(limits.window().multipliedBy(2));
        List<ReportedChange> changes = changes(question, before, most.changes);
        String[] types = changes.stream().map(ReportedChange::announcedType).distinct().toArray(String[]::new);
        List<SentMessage> messages = types.length == 0 ? List.of() : messages(question, types, before, most.messages);
        List<SentDelivery> deliveries = messages.isEmpty() ? List.of() : deliveries(
                messages.stream().map(SentMessage::id).toList(), question.application(), question.endpoint(), most.deliveries);
        List<OpenBucket> buckets = types.length == 0 ? List.of()
                : buckets(question.organization(), types, question.resourceId());
        Instant completeFrom = Stream.of(
                changes.size() == most.changes ? changes.get(changes.size() - 1).receivedAt() : Instant.MIN,
                messages.size() == most.messages ? messages.get(messages.size() - 1).createdAt() : Instant.MIN,
                deliveries.size() == most.deliveries ? deliveries.get(deliveries.size() - 1).createdAt() : Instant.MIN,
                question.from()).max(Instant::compareTo).orElseThrow();
        List<Rejected> rejected = rejected(question, most.changes);
        List<Refusal> refused = refusals(question);
        boolean isNothing = changes.isEmpty() && rejected.isEmpty() && refused.isEmpty();
        return new Facts(now, completeFrom, changes, rejected, refused, messages, deliveries, buckets,
                registry.read(question, before, deliveries), isNothing ? elsewhere(question) : List.of(),
                isNothing ? refusedElsewhere(question) : List.of(),
                isNothing ? names(question) : Names.KNOWN, false);
    }

    private List<Rejected> elsewhere(Question question) {
        return sql(ELSEWHERE).with(question.resourceId(), question.from(), question.to(), question.organization(),
                question.changeId(), question.changeId(), MOST_ELSEWHERE).list(FactsReader::rejected);
    }

    private List<Refusal> refusedElsewhere(Question question) {
        return sql(REFUSED_ELSEWHERE).with(question.resourceId(), question.from().minus(MINUTE), question.to(),
                question.organization(), question.changeId(), question.changeId(), MOST_ELSEWHERE).list(FactsReader::refusal);
    }

    private static Refusal refusal(Row row) {
        return new Refusal(row.time(), row.integer(), row.text(), row.integer(), row.text(), row.text(), row.text(), row.text());
    }

    private Names names(Question question) {
        return new Names(sql(ORGANIZATION).with(question.organization()).first(Row::number).isPresent(),
                question.resourceType() == null || catalog.current().hasResourceType(question.resourceType()));
    }

    /** The open buckets of an object. */
    List<OpenBucket> buckets(long organization, String resourceType, String resourceId) {
        return buckets(organization, new String[] {resourceType}, resourceId);
    }

    private List<OpenBucket> buckets(long organization, String[] resourceTypes, String resourceId) {
        return sql(BUCKETS).with(organization).with((Object) resourceTypes).with(resourceId, MOST_BUCKETS)
                .list(row -> new OpenBucket(row.text(), row.text(), row.integer(), row.time()));
    }

    private List<ReportedChange> changes(Question question, Instant before, int most) {
        CatalogSnapshot matrix = catalog.current();
        return sql(CHANGES).with(question.resourceId(), before, question.to(), question.organization(), question.organization(),
                most).list(row -> change(row, matrix));
    }

    /** A row of the inbox with the resource type and operation of its event type, which may have been deleted since. */
    static ReportedChange change(Row row, CatalogSnapshot matrix) {
        long reportedBy = row.number();
        String id = row.text();
        Instant at = row.time();
        String reportedAs = row.text();
        String resourceId = row.text();
        Long notified = row.numberOrNull();
        String type = row.text();
        String operation = row.text();
        String stoppedAt = row.text();
        String named = row.text();
        return matrix.meaningOf(reportedAs, null, null) instanceof Meaning.Known known
                ? new ReportedChange(reportedBy, id, at, reportedAs, type, known.eventType(), known.resourceType(),
                known.operation().word(), notified, resourceId, matrix.flagsOf(known.eventType()), stoppedAt, named)
                : new ReportedChange(reportedBy, id, at, reportedAs, type, reportedAs, type, operation, notified, resourceId,
                Set.of(), stoppedAt, named);
    }

    private List<Rejected> rejected(Question question, int most) {
        return sql(REJECTED).with(question.organization(), question.resourceId(), question.from(), question.to(),
                        question.resourceType(), question.resourceType(), question.changeId(), question.changeId(),
                        Math.max(MOST_REJECTED, most))
                .list(FactsReader::rejected);
    }

    static Rejected rejected(Row row) {
        return new Rejected(row.text(), row.time(), row.text(), row.text(), row.text(), row.time(), row.text(), row.text(),
                row.numberOrNull());
    }

    /** Those of this node's last minute are not written yet. */
    private List<Refusal> refusals(Question question) {
        Stream<Refusal> unwritten = refusals.unwritten(question.organization(), question.resourceId()).stream()
                .filter(refusal -> question.resourceType() == null || refusal.subject().resourceType() == null
                        || refusal.subject().resourceType().equals(question.resourceType()))
                .filter(refusal -> question.changeId() == null || question.changeId().equals(refusal.subject().changeId()))
                .map(refusal -> new Refusal(refusal.at(), refusal.status(), refusal.flaw().reason(), refusal.requests(),
                        refusal.subject().changeId(), refusal.subject().resourceType(), refusal.flaw().pointer(),
                        refusal.flaw().detail()));
        Stream<Refusal> written = sql(REFUSALS).with(question.organization(), question.resourceId(),
                        question.from().minus(MINUTE), question.to(), question.resourceType(), question.resourceType(),
                        question.changeId(), question.changeId(), MOST_REJECTED)
                .list(FactsReader::refusal).stream();
        return Stream.concat(unwritten, written).filter(refusal -> !refusal.isWarning() && refusal.at().isBefore(question.to())
                && refusal.at().isAfter(question.from().minus(MINUTE))).toList();
    }

    private List<SentMessage> messages(Question question, String[] types, Instant before, int most) {
        Instant until = question.to().plus(limits.window().multipliedBy(2)).plus(LATE_TICK);
        return sql(MESSAGES).with(question.organization()).with((Object) types).with(question.resourceId(), before, until, most)
                .list(row -> new SentMessage(row.text(), row.number(), row.text(), row.text(), row.text(),
                        EnumWords.read(DeliveryMode.class, row.text()), row.integer(), row.time(), row.time(), row.flag()));
    }

    /** The newest deliveries of these messages; {@code application} and {@code endpoint} may be null. */
    List<SentDelivery> deliveries(Collection<String> messages, String application, String endpoint, int most) {
        return sql(DELIVERIES).with((Object) messages.toArray(String[]::new))
                .with(application, application, endpoint, endpoint, most)
                .list(row -> new SentDelivery(row.text(), row.text(), row.text(), row.text(),
                        EnumWords.read(DeliveryState.class, row.text()), row.integer(), row.time(), row.time(), row.time(),
                        row.text(), row.text(), row.time(), row.text(), row.integerOrNull(), row.text()));
    }

    private Sql sql(String text) {
        return database.sql(text).within(SECONDS);
    }
}
