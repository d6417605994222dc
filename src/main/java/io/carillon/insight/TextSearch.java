package io.carillon.insight;

import io.carillon.database.Database;
import io.carillon.database.Row;
import io.carillon.database.Sql;
import io.carillon.http.SearchText;
import io.carillon.insight.SearchHitDocument.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds organizations and applications by their names, endpoints by their URLs, applications and endpoints by their external ids
 * too, and objects by their ids, with one statement for each. No index serves a text inside another, so of each table a statement
 * looks at {@value #MOST_LOOKED_AT} rows at most.
 */
@ApplicationScoped
class TextSearch {

    static final int MOST_LOOKED_AT = 100_000;
    private static final int MOST_MESSAGES = 20_000;
    private static final int MOST_ORGANIZATIONS = 1_000;
    private static final String CONTAINS = SearchText.CONDITION;
    private static final String NOT_DELETED = " WHERE r.deleted_at IS NULL";
    private static final String OWNED = " AND r.owner_organization_id = ?";
    private static final String ENABLING = " AND r.id IN (SELECT organization_id FROM enablement WHERE application_id = ?)";
    private static final String ENDPOINTS =
            "endpoint r JOIN application a ON a.id = r.application_id WHERE r.status <> 'deleted'";

    private static final String KNOWN_AS = " AND r.external_id = ? ORDER BY id LIMIT ?";

    /** Objects of organizations {@code o} that messages were announced about, by the index of messages for objects. */
    private static final String OBJECTS = """
            SELECT o.id, t.name FROM (%s) o CROSS JOIN resource_type t WHERE EXISTS (SELECT 1 FROM message m%s
                WHERE m.organization_id = o.id AND m.resource_type = t.name AND m.resource_id = ?%s)
            ORDER BY o.id, t.name LIMIT ?""";
    private static final String OBJECTS_OF_ORGANIZATION =
            OBJECTS.formatted("SELECT id FROM organization WHERE id = ?", "", "");
    private static final String OBJECTS_OF_APPLICATION = OBJECTS.formatted("SELECT organization_id AS id FROM enablement"
            + " WHERE application_id = ? ORDER BY organization_id LIMIT " + MOST_ORGANIZATIONS,
            " JOIN delivery d ON d.message_id = m.id JOIN endpoint e ON e.id = d.endpoint_id", " AND e.application_id = ?");
    /** Of the newest messages, because without an organization there is no index. */
    private static final String OBJECTS_OF_ALL = """
            SELECT DISTINCT organization_id, resource_type FROM (
                SELECT organization_id, resource_type, resource_id FROM message ORDER BY id DESC LIMIT %d) m
            WHERE resource_id = ? ORDER BY organization_id, resource_type LIMIT ?""".formatted(MOST_MESSAGES);

    @Inject
    Database database;

    /** Up to {@code most} hits of each kind that the viewer may see. */
    List<SearchHitDocument> find(String text, Viewer viewer, int most) {
        return Stream.of(organizations(text, viewer, most), applications(text, viewer, most), endpoints(text, viewer, most),
                objects(text, viewer, most)).flatMap(List::stream).toList();
    }

    private List<SearchHitDocument> organizations(String text, Viewer viewer, int most) {
        String visible = viewer.isOperator() ? "" : viewer.isApplication() ? ENABLING : " AND r.id = ?";
        Object[] tenant = tenant(viewer);
        String named = bounded("id, name", "organization r" + NOT_DELETED + visible, CONTAINS.formatted("f.name"));
        boolean isId = text.matches("[0-9]{1,18}");
        String byId = isId ? " UNION SELECT id, name FROM organization r" + NOT_DELETED + visible + " AND r.id = ?" : "";
        Sql select = sql(named + byId + " ORDER BY id LIMIT ?").with(tenant).with(SearchText.pattern(text));
        return (isId ? select.with(tenant).with(Long.valueOf(text)) : select).with(most).list(row -> {
            long id = row.number();
            return SearchHitDocument.of(Kind.ORGANIZATION, String.valueOf(id), row.text(), "organizations/" + id);
        });
    }

    private List<SearchHitDocument> applications(String text, Viewer viewer, int most) {
        String visible = viewer.isOperator() ? "" : viewer.isApplication() ? " AND r.id = ?" : OWNED;
        String from = "application r" + NOT_DELETED + visible;
        return sql(bounded("id, name", from, CONTAINS.formatted("f.name")) + " UNION SELECT r.id, r.name FROM " + from + KNOWN_AS)
                .with(tenant(viewer)).with(SearchText.pattern(text)).with(tenant(viewer)).with(text, most)
                .list(row -> hit(Kind.APPLICATION, "applications/", row));
    }

    private List<SearchHitDocument> endpoints(String text, Viewer viewer, int most) {
        String visible = viewer.isOperator() ? "" : viewer.isApplication() ? " AND a.id = ?" : " AND a.owner_organization_id = ?";
        String from = ENDPOINTS + visible;
        return sql(bounded("id, url", from, CONTAINS.formatted("f.url"))
                + " UNION SELECT r.id, COALESCE(r.url, r.description, r.id) FROM " + from + KNOWN_AS)
                .with(tenant(viewer)).with(SearchText.pattern(text)).with(tenant(viewer)).with(text, most)
                .list(row -> hit(Kind.ENDPOINT, "endpoints/", row));
    }

    /** The value of the condition that limits a statement to what the viewer's tenant has; none for an operator. */
    private static Object[] tenant(Viewer viewer) {
        return viewer.tenantTimes(viewer.isOperator() ? 0 : 1);
    }

    private static String bounded(String columns, String from, String condition) {
        return "SELECT " + columns + " FROM (SELECT r.* FROM " + from + " ORDER BY r.id LIMIT " + MOST_LOOKED_AT + ") f WHERE "
                + condition;
    }

    private List<SearchHitDocument> objects(String id, Viewer viewer, int most) {
        Sql select = viewer.isOperator() ? sql(OBJECTS_OF_ALL).with(id)
                : viewer.isApplication() ? sql(OBJECTS_OF_APPLICATION).with(viewer.application(), id, viewer.application())
                : sql(OBJECTS_OF_ORGANIZATION).with(viewer.organization(), id);
        return select.with(most).list(row -> {
            long organization = row.number();
            String type = row.text();
            return SearchHitDocument.of(Kind.OBJECT, id, type + " " + id + " of organization " + organization,
                    "messages?organization=" + organization + "&resourceType=" + encoded(type) + "&resourceId=" + encoded(id));
        });
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static SearchHitDocument hit(Kind kind, String path, Row row) {
        String id = row.text();
        return SearchHitDocument.of(kind, id, row.text(), path + id);
    }

    private Sql sql(String text) {
        return database.sql(text).within(FactsReader.SECONDS);
    }
}
