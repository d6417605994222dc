package io.carillon.architecture;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each table is written by one package: the one that its migration names in the heading above it. Looks at the SQL and JPQL of
 * all classes ({@link WrittenTables}) and at the entities that they write ({@link WrittenEntities}). A written name that is
 * neither a table nor an entity fails too, as it could be any. Reading by joins is free.
 */
class TableOwnersTest {

    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
    private static final Path SOURCES = Path.of("src/main/java/io/carillon");
    private static final String NO_OWNER = "(no heading)";
    private static final Set<String> FURTHER_TABLES =
            Set.of("ElementCollection", "CollectionTable", "JoinTable", "ManyToMany", "SecondaryTable", "SecondaryTables");
    private static final Pattern SECTION_OR_TABLE = Pattern.compile(
            "^-- ── (\\w+) ─+$|^\\s*CREATE\\s+TABLE\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?(\\w+)",
            Pattern.MULTILINE | Pattern.CASE_INSENSITIVE);
    /** Flyway makes it, not a migration. */
    private static final Map<String, String> OTHER_OWNERS = Map.of("schema_history", "database");
    /** Its migration fills it. */
    private static final String ONLY_LOCKED = "turn_lock";
    private static final JavaClasses CLASSES = ProductClasses.ALL;

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
        Owners owners = new Owners(CLASSES, owners());
        List<String> wrong = new ArrayList<>();
        for (JavaClass type : CLASSES) {
            String room = room(type);
            written(type).filter(name -> !room.equals(owners.of(name)))
                    .forEach(name -> wrong.add(type.getName() + " writes " + name + " of " + owners.of(name)));
        }
        assertThat(wrong, is(empty()));
    }

    @Test
    void anEntityIsInTheRoomThatWritesItsTables() throws IOException {
        Map<String, String> owners = owners();
        List<JavaClass> entities = CLASSES.stream().filter(type -> type.isAnnotatedWith(Entity.class)).toList();
        assertThat(entities.size(), is(greaterThanOrEqualTo(11)));
        for (JavaClass entity : entities) {
            assertThat(entity.getName(), owners.get(Owners.table(entity)), is(room(entity)));
            assertThat(entity.getName() + " has one table and writes no other", Owners.hasFurtherTables(entity), is(false));
        }
    }

    @Test
    void everyTableIsWrittenBySomeStatementOrEntity() throws IOException {
        TreeSet<String> unwritten = new TreeSet<>(owners().keySet());
        unwritten.remove(ONLY_LOCKED);
        for (JavaClass type : CLASSES) {
            WrittenTables.of(type).forEach(unwritten::remove);
            if (type.isAnnotatedWith(Entity.class)) {
                unwritten.remove(Owners.table(type));
            }
        }
        assertThat(unwritten, is(empty()));
        assertThat(owners().size(), is(greaterThanOrEqualTo(17)));
    }

    @Test
    void aNameIsOwnedByTheRoomOfItsTable() {
        Owners owners = new Owners(CLASSES, Map.of("delivery", "message", "event_type", "catalog"));
        assertThat(owners.of("delivery"), is("message"));
        assertThat(owners.of("DELIVERY"), is("message"));
        assertThat(owners.of("Delivery"), is("message"));
        assertThat(owners.of("EventType"), is("catalog"));
        assertThat(owners.of("schema_history"), is("database"));
        for (String unknown : List.of("", WrittenTables.UNKNOWN, "%s", WrittenEntities.UNKNOWN, "deliveries")) {
            assertThat(owners.of(unknown), is(NO_OWNER));
        }
    }

    /** The names of the tables and entities that {@code type} writes. */
    private static Stream<String> written(JavaClass type) {
        String file = type.getPackageName().replace('.', '/') + "/" + type.getSourceCodeLocation().getSourceFileName();
        try {
            return Stream.concat(WrittenTables.of(type).stream(),
                    WrittenEntities.of(type, Files.readString(Path.of("src/main/java", file))).stream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String room(JavaClass type) {
        return SOURCES.relativize(Path.of("src/main/java", type.getPackageName().split("\\."))).getName(0).toString();
    }

    /** Knows the room that owns a table, by the name of the table or of its entity. */
    private record Owners(JavaClasses classes, Map<String, String> rooms) {

        String of(String name) {
            String table = classes.stream().filter(type -> type.isAnnotatedWith(Entity.class))
                    .filter(entity -> entity.getSimpleName().equals(name)).findFirst()
                    .map(Owners::table).orElse(name.toLowerCase(Locale.ROOT));
            return rooms.getOrDefault(table, OTHER_OWNERS.getOrDefault(table, NO_OWNER));
        }

        static String table(JavaClass entity) {
            return entity.getAnnotationOfType(Table.class).name();
        }

        /** Whether JPA writes another table with it: of a collection, of a join, of another entity. */
        static boolean hasFurtherTables(JavaClass entity) {
            return Stream.concat(entity.getAnnotations().stream(), entity.getMembers().stream()
                            .flatMap(member -> member.getAnnotations().stream()))
                    .anyMatch(annotation -> FURTHER_TABLES.contains(annotation.getRawType().getSimpleName())
                            || annotation.get("cascade").map(Object[].class::cast).filter(all -> all.length > 0).isPresent());
        }
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
