package io.carillon.insight;

import io.carillon.catalog.Catalog;
import io.carillon.catalog.CatalogSnapshot;
import io.carillon.database.Database;
import io.carillon.database.Row;
import io.carillon.database.Sql;
import io.carillon.insight.Facts.Rejected;
import io.carillon.queue.Change;
import io.carillon.queue.QueuedMessage;
import io.carillon.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds a change by its id, without knowing its producer: first by the producers of all keys and by Carillon itself, which is
 * exact and quick; then, for users of the broker and subjects of tokens, in the hour after an id that Carillon made, or in the
 * last day.
 */
@ApplicationScoped
public class ChangeFinder {

    private static final Pattern OWN_ID = Pattern.compile("ch_[0-9a-f]{32}");
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration LONG_IN_THE_QUEUE = Duration.ofHours(1);
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);
    /** Derived ids look like any time. */
    private static final Instant FIRST_ID = Instant.parse("2025-01-01T00:00:00Z");
    private static final int MOST_PRODUCERS = 10_000;
    private static final String CHANGE = """
            SELECT i.organization_id, i.change_id, i.received_at, i.event_type, i.resource_id, i.notified_id, t.resource_type,
                t.operation, i.stopped_at, i.named
            FROM inbox i LEFT JOIN event_type t ON t.name = i.event_type WHERE i.organization_id = ? AND\s""";
    private static final String BY_KEY = CHANGE + "i.change_id = ANY (CAST(? AS VARCHAR ARRAY)) ORDER BY i.received_at DESC"
            + " LIMIT 100";
    private static final String BY_TIME = CHANGE + "i.received_at >= ? AND i.received_at < ? AND i.change_id LIKE ? ESCAPE '!'"
            + " ORDER BY i.received_at DESC LIMIT 100";
    private static final String REJECTED = FactsReader.REJECTED_MESSAGES + """
            WHERE organization_id = ? AND change_id = ? ORDER BY id DESC LIMIT 1""";
    private static final String REJECTED_ELSEWHERE = FactsReader.REJECTED_MESSAGES + """
            WHERE change_id = ? AND rejected_at >= ? AND (organization_id IS NULL OR reason = 'organization-unknown')
            ORDER BY id DESC LIMIT 1""";

    private Database database;
    private Catalog catalog;
    private Limits limits;

    protected ChangeFinder() {
    }

    @Inject
    ChangeFinder(Database database, Catalog catalog, Settings settings) {
        this.database = database;
        this.catalog = catalog;
        this.limits = Limits.of(settings);
    }

    /** What has the id: a change, or else a rejected message, or nothing. {@code madeAt} is the time in the id, or null. */
    record Found(Instant now, ReportedChange change, Rejected rejected, String resourceId, Instant madeAt) {

        Verdict unknown(BooleanSupplier isQueueWaiting, Limits limits) {
            if (madeAt != null && madeAt.isBefore(now.minus(limits.keepsChanges()))) {
                return Verdict.of(Code.EXPIRED, madeAt.plus(limits.keepsChanges()), "Carillon keeps changes for "
                        + limits.keepsChanges().toHours() + " hours; this id is older.", null);
            }
            return isQueueWaiting.getAsBoolean()
                    ? Verdict.of(Code.QUEUED, null,
                    "Messages wait in the queue. If the change was answered 202, it is among them.", null)
                    : Verdict.of(Code.NOT_RECEIVED, null,
                    "No change with this id has had an effect, and none was rejected, as far as Carillon keeps them.", null);
        }
    }

    /** Finds what has {@code id} in an organization; that of {@code producer}, otherwise the newest. */
    @Transactional
    public Found find(long organization, String id, String producer) {
        Instant now = database.now();
        List<ReportedChange> changes = changes(organization, id, producer, now);
        String own = QueuedMessage.changeId(producer, id);
        Optional<ReportedChange> change = changes.stream().filter(one -> one.changeId().equals(own)).findFirst()
                .or(() -> changes.stream().findFirst());
        return change.map(one -> new Found(now, one, null, one.resourceId(), null)).orElseGet(() -> sql(REJECTED)
                .with(organization, id).first(row -> rejected(now, row))
                .orElseGet(() -> new Found(now, null, null, null, madeAt(id, now).orElse(null))));
    }

    /** A change with {@code id} that was rejected lately because it named an unknown organization or none; for operators. */
    @Transactional
    public Optional<Found> findElsewhere(String id) {
        Instant now = database.now();
        return sql(REJECTED_ELSEWHERE).with(id, now.minus(limits.keepsChanges())).first(row -> rejected(now, row));
    }

    private static Found rejected(Instant now, Row row) {
        Rejected rejected = FactsReader.rejected(row);
        return new Found(now, null, rejected, row.text(), null);
    }

    private List<ReportedChange> changes(long organization, String id, String producer, Instant now) {
        CatalogSnapshot matrix = catalog.current();
        String[] keys = Stream.concat(Stream.of(producer, Change.OURSELVES),
                sql("SELECT DISTINCT producer FROM api_key LIMIT ?").with(MOST_PRODUCERS).list(Row::text).stream()).distinct()
                .map(one -> QueuedMessage.changeId(one, id)).toArray(String[]::new);
        List<ReportedChange> exact = sql(BY_KEY).with(organization).with((Object) keys)
                .list(row -> FactsReader.change(row, matrix));
        if (!exact.isEmpty()) {
            return exact;
        }
        Instant from = madeAt(id, now).map(at -> at.minus(CLOCKS_DIFFER)).orElse(now.minus(DAY));
        Instant to = madeAt(id, now).map(at -> at.plus(LONG_IN_THE_QUEUE)).orElse(now.plus(CLOCKS_DIFFER));
        return sql(BY_TIME).with(organization, from, to, "%/" + id.replaceAll("[!%_]", "!$0"))
                .list(row -> FactsReader.change(row, matrix));
    }

    /** When Carillon made the id; empty if it did not, or derived it from an {@code Idempotency-Key}. */
    private Optional<Instant> madeAt(String id, Instant now) {
        if (!OWN_ID.matcher(id).matches()) {
            return Optional.empty();
        }
        Instant at = Instant.ofEpochMilli(HexFormat.fromHexDigitsToLong(id, 3, 15));
        return at.isBefore(now.plus(CLOCKS_DIFFER)) && at.isAfter(FIRST_ID) ? Optional.of(at) : Optional.empty();
    }

    private Sql sql(String text) {
        return database.sql(text).within(FactsReader.SECONDS);
    }
}
