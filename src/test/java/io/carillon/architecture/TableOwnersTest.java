package io.carillon.architecture;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each table is written by one package: the one that the schema names above it. Looks for INSERT, UPDATE, MERGE and DELETE in the
 * sources, and for the tables of entities; reading by joins is free.
 */
class TableOwnersTest {

    private static final Path SCHEMA = Path.of("src/main/resources/db/migration/common/V1__schema.sql");
    private static final Path SOURCES = Path.of("src/main/java/io/carillon");
    private static final Pattern SECTION_OR_TABLE = Pattern.compile("^-- ── (\\w+) ─+$|^CREATE TABLE (\\w+)", Pattern.MULTILINE);
    private static final Pattern WRITE = Pattern.compile("\\b(?:INSERT INTO|UPDATE|MERGE INTO|DELETE FROM)\\s+(\\w+)\\b");
    private static final Pattern ENTITY = Pattern.compile("@Table\\(name = \"(\\w+)\"\\)");

    @Test
    void aPackageWritesItsOwnTablesOnly() throws IOException {
        Map<String, String> owners = owners();
        List<String> wrong = new ArrayList<>();
        for (Path file : sources()) {
            String owner = SOURCES.relativize(file).getName(0).toString();
            tables(file).filter(table -> owners.containsKey(table) && !owners.get(table).equals(owner))
                    .forEach(table -> wrong.add(SOURCES.relativize(file) + " writes " + table + " of " + owners.get(table)));
        }
        assertThat(wrong, is(empty()));
    }

    @Test
    void everyTableIsWrittenBySomeStatementOrEntity() throws IOException {
        TreeSet<String> unwritten = new TreeSet<>(owners().keySet());
        for (Path file : sources()) {
            tables(file).toList().forEach(unwritten::remove);
        }
        assertThat(unwritten, is(empty()));
        assertThat(owners().keySet(), hasSize(17));
    }

    private static Stream<String> tables(Path file) throws IOException {
        String source = Files.readString(file);
        return Stream.of(WRITE, ENTITY).flatMap(pattern -> pattern.matcher(source).results()).map(found -> found.group(1));
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        }
    }

    private static Map<String, String> owners() throws IOException {
        Map<String, String> owners = new HashMap<>();
        String section = null;
        for (MatchResult found : SECTION_OR_TABLE.matcher(Files.readString(SCHEMA)).results().toList()) {
            if (found.group(1) != null) {
                section = found.group(1);
            } else {
                owners.put(found.group(2), section);
            }
        }
        return owners;
    }
}
