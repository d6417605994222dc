package io.carillon.database;

import io.carillon.database.MigrationScript.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the nodes of the version before can live with. They write and read the tables as they were: they do not know new columns,
 * and they rely on everything that was there. A statement that is not known to leave them alone is a violation.
 */
final class OlderNodes {

    private static final Pattern CREATE_TABLE = sql("CREATE (?:UNLOGGED )?TABLE (?:IF NOT EXISTS )?(\\w+) .*");
    private static final Pattern INDEX = sql("CREATE (UNIQUE )?INDEX (?:CONCURRENTLY )?(?:IF NOT EXISTS )?\\w+ ON (\\w+)(.*)");
    private static final Pattern INDEXED = sql(".*?\\((.*)\\).*");
    private static final Pattern ADD_COLUMN = sql("ALTER TABLE (\\w+) ADD COLUMN (?:IF NOT EXISTS )?(\\w+) (.*)");
    private static final Pattern ALTER_TABLE = sql("ALTER TABLE (\\w+) .*");
    private static final Pattern HARMLESS = sql("CREATE (SEQUENCE|VIEW|ALIAS|STATISTICS) .*|INSERT INTO .*|COMMENT ON .*"
            + "|ALTER TABLE \\w+ SET \\(.*\\)|ALTER TABLE \\w+ ALTER COLUMN \\w+ SET (DEFAULT|STATISTICS|STORAGE) .*");
    private static final Pattern FILLED = sql(".*\\b(NOT NULL|DEFAULT|GENERATED|UNIQUE|PRIMARY KEY)\\b.*");

    /** What this number has added: tables, and columns as {@code table.column}. Both vendors' files are part of it. */
    private final Set<String> added = new HashSet<>();
    private final List<String> violations = new ArrayList<>();
    private int number;

    /** A sentence for each statement of {@code scripts}, in order, with which older nodes cannot live. */
    static List<String> violationsIn(Stream<MigrationScript> scripts) {
        OlderNodes older = new OlderNodes();
        scripts.forEach(older::judge);
        return older.violations;
    }

    private static Pattern sql(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }

    private void judge(MigrationScript script) {
        if (script.number() != number) {
            added.clear();
            number = script.number();
        }
        for (Statement statement : script.statements()) {
            if (!isHarmless(statement.sql()) && !statement.isReviewed() && script.secondPhaseSince().isEmpty()) {
                violations.add(script.name() + ": " + statement.sql());
            }
        }
    }

    private boolean isHarmless(String sql) {
        Matcher table = CREATE_TABLE.matcher(sql);
        if (table.matches()) {
            return added.add(lower(table.group(1)));
        }
        Matcher index = INDEX.matcher(sql);
        if (index.matches()) {
            return index.group(1) == null || isNew(index.group(2)) || hasNewColumn(index.group(2), index.group(3));
        }
        Matcher column = ADD_COLUMN.matcher(sql);
        if (column.matches()) {
            return isNew(column.group(1)) || mayBeLeftOut(lower(column.group(1)), lower(column.group(2)), column.group(3));
        }
        Matcher altered = ALTER_TABLE.matcher(sql);
        return altered.matches() && isNew(altered.group(1)) || HARMLESS.matcher(sql).matches();
    }

    private boolean isNew(String table) {
        return added.contains(lower(table));
    }

    /** A unique index with a column that is null in all rows of older nodes refuses none of these. */
    private boolean hasNewColumn(String table, String rest) {
        Matcher columns = INDEXED.matcher(rest);
        return columns.matches() && Stream.of(columns.group(1).split("\\W+"))
                .anyMatch(column -> added.contains(lower(table) + "." + lower(column)));
    }

    /** Older nodes write rows without the column. */
    private boolean mayBeLeftOut(String table, String column, String definition) {
        if (!FILLED.matcher(definition).matches()) {
            return added.add(table + "." + column);
        }
        String upper = definition.toUpperCase();
        return !upper.matches(".*\\b(UNIQUE|PRIMARY KEY)\\b.*")
                && (!upper.contains("NOT NULL") || upper.matches(".*\\b(DEFAULT|GENERATED)\\b.*"));
    }

    private static String lower(String name) {
        return name.toLowerCase();
    }
}
