package io.carillon.insight;

import io.carillon.database.Database;
import io.carillon.insight.SearchHitDocument.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds what has an id that begins with a text. Ids are keys, so each kind needs one statement, which looks at the newest
 * {@value #MOST_LOOKED_AT} rows whose ids begin like this: for a whole id, at one.
 */
@ApplicationScoped
class IdSearch {

    static final int MOST_LOOKED_AT = 1_000;
    /** An id of Carillon's or its beginning; the first twelve digits of a whole id are a time. */
    private static final Pattern ID = Pattern.compile("([a-z]{2,4})_([0-9a-f]{0,32})");
    private static final int DIGITS_OF_TIME = 12;
    /** Changes reach the inbox after their id was made; the clocks of nodes differ. */
    private static final int SECONDS_BEFORE = 20;
    private static final int MOST_CHANGES = 20_000;
    private static final String CHANGES = """
            SELECT i.organization_id, i.change_id, COALESCE(i.event_type, 'change') || COALESCE(' of ' || i.resource_id, '')
            FROM (SELECT * FROM inbox WHERE received_at >= ? ORDER BY received_at LIMIT %d) i
            WHERE i.change_id LIKE ? ESCAPE '!'""".formatted(MOST_CHANGES);
    private static final String NEVER = "1 = 0";
    private static final String OWNED = "a.owner_organization_id = ?";

    private static final List<Searched> SEARCHED = List.of(
            new Searched("wh", Kind.MESSAGE, "messages/", "message", "", Searched.ANNOUNCED, "r.organization_id = ?",
                    "EXISTS (SELECT 1 FROM delivery d JOIN endpoint e ON e.id = d.endpoint_id WHERE d.message_id = r.id"
                            + " AND e.application_id = ?)"),
            new Searched("dl", Kind.DELIVERY, "deliveries/", "delivery", "JOIN message m ON m.id = r.message_id"
                    + " JOIN endpoint e ON e.id = r.endpoint_id JOIN application a ON a.id = e.application_id",
                    "r.state || ': ' || m.event_type || ' of ' || m.resource_type || ' ' || m.resource_id",
                    "(m.organization_id = ? OR " + OWNED + ")", "e.application_id = ?"),
            new Searched("ep", Kind.ENDPOINT, "endpoints/", "endpoint",
                    "JOIN application a ON a.id = r.application_id AND r.status <> 'deleted'",
                    "COALESCE(r.url, r.description, r.id)", OWNED,
                    "r.application_id = ?"),
            new Searched("app", Kind.APPLICATION, "applications/", "application",
                    "JOIN application a ON a.id = r.id AND a.deleted_at IS NULL", "r.name", OWNED, "r.id = ?"),
            new Searched("rm", Kind.REJECTED_MESSAGE, "rejected-messages/", "rejected_message", "",
                    "r.reason || ': ' || r.detail", "r.organization_id = ?", NEVER),
            new Searched("rd", Kind.REDELIVERY, "redeliveries/", "job", "LEFT JOIN application a ON a.id = r.application_id",
                    "r.state", OWNED, "r.application_id = ?"),
            new Searched("rj", Kind.REJECTED_JOB, "rejected-messages/jobs/", "job", "", "r.kind || ', ' || r.state", NEVER,
                    NEVER));

    @Inject
    Database database;

    /** Up to {@code most} things that the viewer may see, the newest first. */
    List<SearchHitDocument> find(String text, Viewer viewer, int most) {
        Matcher id = ID.matcher(text);
        if (!id.matches()) {
            return List.of();
        }
        if (id.group(1).equals("ch")) {
            return id.group(2).length() < DIGITS_OF_TIME || viewer.isApplication() ? List.of() : changes(text, viewer, most);
        }
        return SEARCHED.stream().filter(kind -> kind.prefix.equals(id.group(1)))
                .flatMap(kind -> find(kind, text, viewer, most)).toList();
    }

    private Stream<SearchHitDocument> find(Searched kind, String text, Viewer viewer, int most) {
        String visible = viewer.isOperator() ? "1 = 1" : viewer.isApplication() ? kind.ofApplication : kind.ofOrganization;
        return database.sql(kind.select(visible)).within(FactsReader.SECONDS).with(text, text + "g")
                .with(viewer.tenantTimes(visible.chars().filter(c -> c == '?').count())).with(most)
                .list(row -> kind.hit(row.text(), row.text())).stream();
    }

    /** An id of a change is unique for its producer only, and is not a key without its organization and its producer. */
    private List<SearchHitDocument> changes(String id, Viewer viewer, int most) {
        Instant made = Instant.ofEpochMilli(HexFormat.fromHexDigitsToLong(id, 3, 3 + DIGITS_OF_TIME));
        boolean isOperator = viewer.isOperator();
        return database.sql(CHANGES + (isOperator ? "" : " AND i.organization_id = ?") + " ORDER BY i.received_at LIMIT ?")
                .within(FactsReader.SECONDS).with(made.minusSeconds(SECONDS_BEFORE), "%/" + id.replace("_", "!_") + "%")
                .with(viewer.tenantTimes(isOperator ? 0 : 1)).with(most)
                .list(row -> {
                    long organization = row.number();
                    String changeId = row.text();
                    String own = changeId.substring(changeId.indexOf('/') + 1);
                    return SearchHitDocument.of(Kind.CHANGE, own, row.text(),
                            "organizations/" + organization + "/changes/" + own);
                });
    }

    /**
     * A kind of rows that is searched.
     *
     * @param path           of the collection, with a slash at its end
     * @param table          its rows are {@code r}
     * @param joins          of tables that title and conditions need
     * @param ofOrganization which rows an organization may see
     * @param ofApplication  which rows an application may see
     */
    private record Searched(String prefix, Kind kind, String path, String table, String joins, String title,
            String ofOrganization, String ofApplication) {

        private static final String ANNOUNCED = "r.event_type || ' of ' || r.resource_type || ' ' || r.resource_id";

        private String select(String visible) {
            return "SELECT r.id, " + title + " FROM (SELECT * FROM " + table + " WHERE id >= ? AND id < ? ORDER BY id DESC LIMIT "
                    + MOST_LOOKED_AT + ") r " + joins + " WHERE " + visible + " ORDER BY r.id DESC LIMIT ?";
        }

        private SearchHitDocument hit(String id, String title) {
            return SearchHitDocument.of(kind, id, title, path + id);
        }
    }
}
