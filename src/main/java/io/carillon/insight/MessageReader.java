package io.carillon.insight;

import io.carillon.database.Database;
import io.carillon.database.JpqlFilter;
import io.carillon.database.Row;
import io.carillon.database.Sql;
import io.carillon.platform.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads messages as a viewer may see them, each with one statement. */
@ApplicationScoped
public class MessageReader {

    private static final Duration DAY = Duration.ofHours(24);
    private static final int MOST_DELIVERIES = 1_000;
    private static final String OF_APPLICATION = " AND EXISTS (SELECT 1 FROM delivery d JOIN endpoint e ON e.id = d.endpoint_id"
            + " WHERE d.message_id = m.id AND e.application_id = ?)";
    private static final String DELIVERIES = ", (SELECT COUNT(*) FROM delivery d JOIN endpoint e ON e.id = d.endpoint_id"
            + " WHERE d.message_id = m.id AND (CAST(? AS VARCHAR(40)) IS NULL OR e.application_id = ?))";
    private static final String ENABLED = "EXISTS (SELECT 1 FROM enablement n WHERE n.organization_id = m.organization_id"
            + " AND n.application_id = ?)";

    @Inject
    Database database;
    @Inject
    FactsReader facts;

    /**
     * Up to {@code most} messages with ids below {@code before} (empty for all) and not below {@code last} (null for all), newest
     * first.
     */
    @Transactional
    public List<MessageDocument> list(MessageFilter.Conditions conditions, Viewer viewer, String before, String last, int most) {
        Sql select = database.sql("SELECT " + MessageDocument.COLUMNS + DELIVERIES + ", NULL FROM message m WHERE "
                + visible(viewer) + conditions.served().sql() + conditions.scanned().sql() + read(conditions, viewer)
                + (last == null ? "" : " AND m.id >= ?") + (before.isEmpty() ? "" : " AND m.id < ?")
                + " ORDER BY m.id DESC LIMIT ?")
                .within(FactsReader.SECONDS).with(viewer.application(), viewer.application());
        addTo(select, viewer).with(conditions.served().values().toArray()).with(conditions.scanned().values().toArray());
        addRead(select, conditions, viewer);
        Stream.of(last == null ? "" : last, before).filter(key -> !key.isEmpty()).forEach(select::with);
        return select.with(most).list(MessageDocument::of);
    }

    /**
     * The last message that a page looks at, of those with ids below {@code before}: the beginning of its id, so that it is not
     * revealed to a viewer who may not see it. Null if an index serves all conditions, or if the list ends before.
     */
    @Transactional
    public String lastScanned(MessageFilter.Conditions conditions, Viewer viewer, String before) {
        if (!conditions.isScan() && !viewer.isApplication()) {
            return null;
        }
        Sql select = database.sql("SELECT m.id FROM message m WHERE " + (viewer.isApplication() ? "1 = 1" : visible(viewer))
                + conditions.served().sql() + (before.isEmpty() ? "" : " AND m.id < ?") + " ORDER BY m.id DESC LIMIT 1 OFFSET ?")
                .within(FactsReader.SECONDS);
        (viewer.isApplication() ? select : addTo(select, viewer)).with(conditions.served().values().toArray());
        return (before.isEmpty() ? select : select.with(before)).with(JpqlFilter.MOST_SCANNED - 1).first(Row::text)
                .map(Ids::beginning).orElse(null);
    }

    /** The message with its data, if the viewer may see it. */
    @Transactional
    public Optional<MessageDocument> find(String id, Viewer viewer) {
        String data = viewer.isApplication() ? "CASE WHEN " + ENABLED + " THEN m.data END" : "m.data";
        Sql select = database.sql("SELECT " + MessageDocument.COLUMNS + DELIVERIES + ", " + data + " FROM message m WHERE "
                + visible(viewer) + " AND m.id = ?").within(FactsReader.SECONDS).with(viewer.application(), viewer.application());
        return addTo(viewer.isApplication() ? select.with(viewer.application()) : select, viewer).with(id)
                .first(MessageDocument::of);
    }

    private static String visible(Viewer viewer) {
        return viewer.organization() != null ? "m.organization_id = ?" : viewer.isApplication() ? "1 = 1" + OF_APPLICATION
                : "1 = 1";
    }

    private static Sql addTo(Sql select, Viewer viewer) {
        return viewer.isOperator() ? select
                : select.with(viewer.isApplication() ? viewer.application() : viewer.organization());
    }

    /** The conditions on data: an application reads those of the organizations that enable it now. */
    private static String read(MessageFilter.Conditions conditions, Viewer viewer) {
        String sql = conditions.read().sql();
        return sql.isEmpty() || !viewer.isApplication() ? sql : " AND " + ENABLED + sql;
    }

    private static void addRead(Sql select, MessageFilter.Conditions conditions, Viewer viewer) {
        if (!conditions.read().sql().isEmpty()) {
            (viewer.isApplication() ? select.with(viewer.application()) : select).with(conditions.read().values().toArray());
        }
    }

    /** The deliveries of {@code message}, as far as the viewer may see them. */
    @Transactional
    public List<MessageDeliveryDocument> deliveries(MessageDocument message, Viewer viewer) {
        return facts.deliveries(List.of(message.id()), viewer.application(), null, MOST_DELIVERIES).stream()
                .map(MessageDeliveryDocument::of).toList();
    }

    /** The changes that {@code message} covers, newest first. */
    @Transactional
    public List<ChangeDocument> changes(MessageDocument message, Viewer viewer, Limits limits) {
        Instant end = message.createdAt().plusSeconds(1);
        Question question = new Question(message.organizationId(), message.resourceType(), message.resourceId(), end.minus(DAY),
                end, null, null, null);
        Facts read = facts.read(question, FactsReader.Most.ofAPage(Math.max(FactsReader.Most.OF_A_QUESTION.changes(),
                message.changes())));
        Explanation explanation = new Explanation(question, viewer, read, limits);
        ObjectHistory history = ObjectHistory.of(new ObjectHistory.Key(message.organizationId(), message.resourceType()), read,
                limits);
        Coverage.Covered covered = history.coverage().by(message.id());
        return covered.changes().stream().sorted((one, other) -> other.receivedAt().compareTo(one.receivedAt()))
                .map(change -> ChangeDocument.of(change, explanation.of(change), read.messages(), viewer)
                        .ofMessage(message.id(), covered.isExact())).toList();
    }
}
