package io.carillon.rejected;

import static io.carillon.database.BulkStatement.row;
import static io.carillon.platform.Text.stored;

import io.carillon.database.BulkStatement;
import io.carillon.database.BulkStatement.Column;
import io.carillon.database.Database;
import io.carillon.database.Removal;
import io.carillon.json.Flaw;
import io.carillon.platform.Ids;
import io.carillon.queue.Subject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was refused over HTTP, which ids were repeated, and which data violate a schema that only warns. They are counted in
 * memory for each key, reason and minute, with the first objects as samples, so that a flood of bad requests costs next to
 * nothing; {@link RefusalsTimer} writes them with one statement a minute. A node that is killed loses those of its last minute.
 */
@ApplicationScoped
public class Refusals {

    private static final Flaw REPEATED = new Flaw("repeated", "/id", "had its effect before");
    /** The status of what was not refused: its request was answered 202. */
    private static final int ACCEPTED = 202;
    /** Samples of one key and reason in one minute. */
    static final int MOST_SAMPLES = 20;
    /** Keys and reasons in one minute. */
    private static final int MOST_GROUPS = 500;
    private static final BulkStatement INSERT = BulkStatement.of("""
            INSERT INTO intake_refusal (id, at, key_id, status, reason, pointer, detail, organization_id, change_id,
                                        resource_type, resource_id, requests)
            SELECT id, at, key_id, status, reason, pointer, detail, organization_id, change_id,
                   COALESCE(resource_type, (SELECT t.resource_type FROM event_type t WHERE t.name = event_type)), resource_id,
                   requests
            FROM %s AS refused (id, at, key_id, status, reason, pointer, detail, organization_id, change_id, resource_type,
                                event_type, resource_id, requests)""",
            Column.TEXT, Column.TIME, Column.TEXT, Column.INTEGER, Column.TEXT, Column.TEXT, Column.TEXT, Column.BIGINT,
            Column.TEXT, Column.TEXT, Column.TEXT, Column.TEXT, Column.INTEGER);
    private static final String OLDEST = "SELECT id FROM intake_refusal WHERE at < ? ORDER BY at LIMIT ?";
    private static final String REMOVE = "DELETE FROM intake_refusal WHERE id = ?";

    private Database database;
    private Clock clock;
    private final Map<Group, Map<Subject, Refusal>> groups = new LinkedHashMap<>();

    protected Refusals() {
    }

    @Inject
    Refusals(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    private record Group(Instant minute, String keyId, int status, String reason) {
    }

    /** Notes a request of {@code keyId}, with what it was about and what was wrong with each; {@link Subject#NONE} if unknown. */
    public void note(String keyId, int status, Map<Subject, Flaw> subjects) {
        Instant minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        synchronized (groups) {
            subjects.forEach((subject, flaw) -> note(new Group(minute, keyId, status, flaw.reason()), subject, flaw));
        }
    }

    /** Notes a change of {@code keyId} whose id had its effect before. */
    public void noteRepeated(String keyId, Subject subject) {
        note(keyId, ACCEPTED, Map.of(subject, REPEATED));
    }

    /** Notes a change of {@code keyId} that takes effect in spite of {@code flaw}. */
    public void noteWarning(String keyId, Subject subject, Flaw flaw) {
        note(keyId, ACCEPTED, Map.of(subject, flaw));
    }

    /** Whether more samples of this key and reason are kept in this minute. */
    public boolean hasRoom(String keyId, int status, String reason) {
        synchronized (groups) {
            Group group = new Group(clock.instant().truncatedTo(ChronoUnit.MINUTES), keyId, status, reason);
            return groups.getOrDefault(group, Map.of()).size() < MOST_SAMPLES;
        }
    }

    private void note(Group group, Subject subject, Flaw flaw) {
        if (groups.size() >= MOST_GROUPS && !groups.containsKey(group)) {
            return;
        }
        Map<Subject, Refusal> samples = groups.computeIfAbsent(group, any -> new HashMap<>());
        Subject kept = samples.size() < MOST_SAMPLES || samples.containsKey(subject) ? subject : Subject.NONE;
        Refusal first = new Refusal(group.minute, group.keyId, group.status, flaw, kept, 0);
        samples.put(kept, samples.getOrDefault(kept, first).oneMore());
    }

    /** What this node has noted about an object, or about its organization without an object, and not written yet. */
    public List<Refusal> unwritten(long organizationId, String resourceId) {
        synchronized (groups) {
            return groups.values().stream().flatMap(samples -> samples.values().stream())
                    .filter(refusal -> refusal.isAbout(organizationId, resourceId)).toList();
        }
    }

    /** Takes what was noted before the present minute. */
    List<Refusal> take() {
        Instant minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        synchronized (groups) {
            List<Refusal> taken = new ArrayList<>();
            groups.entrySet().removeIf(group -> group.getKey().minute.isBefore(minute)
                    && taken.addAll(group.getValue().values()));
            return taken;
        }
    }

    /** Writes {@code refusals} with one statement, in the caller's transaction. */
    void write(List<Refusal> refusals) {
        INSERT.execute(database, refusals.stream().map(Refusals::rowOf).toList());
    }

    private static Object[] rowOf(Refusal refusal) {
        Subject subject = refusal.subject();
        return row(Ids.next("rf"), refusal.at(), stored(refusal.keyId(), 300), refusal.status(), refusal.flaw().reason(),
                stored(refusal.flaw().pointer(), 300), stored(refusal.flaw().detail(), 500), subject.organizationId(),
                subject.changeId(), subject.resourceType(), subject.eventType(), subject.resourceId(), refusal.requests());
    }

    /** Removes up to a page of what was refused before {@code limit}. */
    public Removal removeBefore(Instant limit, int page) {
        return Removal.of(database, OLDEST, REMOVE, row -> new Object[] {row.text()}, limit, page);
    }
}
