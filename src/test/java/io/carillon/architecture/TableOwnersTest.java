package io.carillon.architecture;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each table is written by one package: the one that its migration names in the heading above it. Looks for INSERT, UPDATE, MERGE
 * and DELETE in the sources, and for the tables of entities; reading by joins is free.
 */
class TableOwnersTest {

    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
    private static final Path SOURCES = Path.of("src/main/java/io/carillon");
    private static final String NO_OWNER = "(no heading)";
    private static final Pattern SECTION_OR_TABLE = Pattern.compile(
            "^-- ── (\\w+) ─+$|^\\s*CREATE\\s+TABLE\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?(\\w+)",
            Pattern.MULTILINE | Pattern.CASE_INSENSITIVE);
    private static final Pattern WRITE = Pattern.compile("\\b(?:INSERT INTO|UPDATE|MERGE INTO|DELETE FROM)\\s+(\\w+)\\b");
    private static final Pattern ENTITY = Pattern.compile("@Table\\(name = \"(\\w+)\"\\)");

    @Test
    void everyTableOfEveryMigrationHasAnOwner() throws IOException {
        assertThat(ownerless(owners()), is(empty()));
    }

    @Test
    void aTableOfALaterMigrationNeedsAHeadingOfItsOwn() {
        Map<String, String> owners = new TreeMap<>();
        addOwners("-- ── tenant ────\nCREATE TABLE organization (\n  id BIGINT\n);\nCREATE TABLE application (id TEXT);\n",
                owners);
        addOwners("CREATE TABLE orphan (id TEXT);\n-- ── sending ──\ncreate table if not exists proxy (id TEXT);\n", owners);
        addOwners("-- ── nowhere ──\nCREATE TABLE lost (id TEXT);\n", owners);
        assertThat(owners, is(Map.of("organization", "tenant", "application", "tenant", "orphan", NO_OWNER,
                "proxy", "sending", "lost", "nowhere")));
        assertThat(ownerless(owners), contains("lost of nowhere", "orphan of " + NO_OWNER));
    }

    @Test
    void aPackageWritesItsOwnTablesOnly() throws IOException {
        Map<String, String> owners = owners();
        List<String> wrong = new ArrayList<>();
        for (Path file : files(SOURCES, ".java")) {
            String owner = SOURCES.relativize(file).getName(0).toString();
            tables(file).filter(table -> owners.containsKey(table) && !owners.get(table).equals(owner))
                    .forEach(table -> wrong.add(SOURCES.relativize(file) + " writes " + table + " of " + owners.get(table)));
        }
        assertThat(wrong, is(empty()));
    }

    @Test
    void everyTableIsWrittenBySomeStatementOrEntity() throws IOException {
        TreeSet<String> unwritten = new TreeSet<>(owners().keySet());
        for (Path file : files(SOURCES, ".java")) {
            tables(file).toList().forEach(unwritten::remove);
        }
        assertThat(unwritten, is(empty()));
        assertThat(owners().size(), is(greaterThanOrEqualTo(17)));
    }

    private static Stream<String> tables(Path file) throws IOException {
        String source = Files.readString(file);
        return Stream.of(WRITE, ENTITY).flatMap(pattern -> pattern.matcher(source).results()).map(found -> found.group(1));
    }

    private static List<Path> files(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        }
    }

    /** The tables whose owner is not a package, each with that owner. */
    private static List<String> ownerless(Map<String, String> owners) {
        return owners.entrySet().stream().filter(table -> !Files.isDirectory(SOURCES.resolve(table.getValue())))
                .map(table -> table.getKey() + " of " + table.getValue()).toList();
    }

    private static Map<String, String> owners() throws IOException {
        Map<String, String> owners = new TreeMap<>();
        for (Path migration : files(MIGRATIONS, ".sql")) {
            addOwners(Files.readString(migration), owners);
        }
        return owners;
    }

    /** Adds the tables that {@code migration} creates; a heading counts to the end of its file. */
    private static void addOwners(String migration, Map<String, String> owners) {
        String section = NO_OWNER;
        for (MatchResult found : SECTION_OR_TABLE.matcher(migration).results().toList()) {
            if (found.group(1) != null) {
                section = found.group(1);
            } else {
                owners.put(found.group(2), section);
            }
        }
    }
}
