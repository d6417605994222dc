package io.carillon.catalog;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.carillon.database.MigratedDatabase;
import io.carillon.database.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page of event types lists what the migrations put into the catalog. */
class EventCatalogPageTest {

    private static final Path PAGE = Path.of("src/docs/event-catalog.md");
    private static final Map<String, String> RULES = Map.of(
            "notify", "yes", "notify-parent", "its parent", "silent", "no", "absent", "—");
    private static final String HEAD = """
            # Event types of the catalog

            <!-- Made of the migrations: mvn test -Dtest=EventCatalogPageTest -Devent.catalog.write=true -->

            What can be reported and received in a new installation. Operators add event types and objects of their own
            (`PUT /event-types/{name}`, `PUT /resource-types/{name}`); `GET /event-types` and `GET /resource-types` list what an
            installation has. [Event types and their schemas](event-types.md) says how they are described, checked and retired.

            ## Objects

            Whether the creation, update and deletion of an object sends webhooks. "No" is a change that is accepted and announced
            to no one; "—" is an operation that the object does not have (`422`); "its parent" notifies the parent of the
            organization in its place, if it has one.

            | `resourceType` | `create` | `update` | `delete` | part of |
            |---|---|---|---|---|
            """;
    private static final String TYPES = """

            A change of an object that is part of another one is announced as an update of that one.

            ## Event types

            A change names its `eventType`, or `resourceType` and `resourceOperation`: then it means the event type that is the
            default of the two. An endpoint selects event types by name, by `score.*`, or all with `*`.

            | `eventType` | means | default | when | example of `data` |
            |---|---|---|---|---|
            """;

    @Test
    void thePageIsMadeOfTheMigrations() throws SQLException, IOException {
        String made;
        try (MigratedDatabase database = MigratedDatabase.of("h2")) {
            made = HEAD + String.join("", objects(database)) + TYPES + String.join("", eventTypes(database));
        }
        if (Boolean.getBoolean("event.catalog.write")) {
            Files.writeString(PAGE, made);
        }
        assertThat("make it again: mvn test -Dtest=EventCatalogPageTest -Devent.catalog.write=true",
                Files.readString(PAGE), is(made));
    }

    private static List<String> objects(MigratedDatabase database) {
        return database.sql("SELECT name, on_create, on_update, on_delete, part_of FROM resource_type ORDER BY name")
                .list(row -> "| `%s` | %s | %s | %s |%s |%n".formatted(row.text(), rule(row), rule(row), rule(row),
                        code(row.text())));
    }

    private static String rule(Row row) {
        return RULES.get(row.text());
    }

    private static List<String> eventTypes(MigratedDatabase database) {
        return database.sql("""
                SELECT name, resource_type, operation, is_default, description, example FROM event_type ORDER BY name""")
                .list(row -> "| `%s` | %s %s | %s | %s |%s |%n".formatted(row.text(), row.text(), row.text(),
                        row.flag() ? "yes" : "no", row.text(), code(row.text())));
    }

    /** A cell, which is empty without a text. */
    private static String code(String text) {
        return text == null ? "" : " `" + text + "`";
    }
}
