package io.carillon.database;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * During a rolling upgrade, nodes of the version before run on the schema of the new one: no migration may take anything from
 * them (decision 57).
 */
class OlderNodesTest {

    /** The schema before the rule; what follows is judged. */
    private static final int BASELINE = 3;
    /**
     * How statements begin that are older than the rule: their files cannot change, because databases know their checksums.
     */
    private static final List<String> REVIEWED = List.of(
            // only deliveries of endpoints with an order wait, and there are none before all nodes are new
            "common/V9__ordering.sql: ALTER TABLE delivery ADD CONSTRAINT delivery_waits ",
            // null for polled endpoints only
            "common/V13__polling.sql: ALTER TABLE endpoint ALTER COLUMN url DROP NOT NULL",
            // the new rules allow what the old ones did, and more
            "h2/V13_1__polling.sql: EXECUTE IMMEDIATE (SELECT 'ALTER TABLE delivery DROP CONSTRAINT ",
            "h2/V13_1__polling.sql: ALTER TABLE delivery ADD CONSTRAINT delivery_state ",
            "postgresql/V13_1__polling.sql: ALTER TABLE delivery DROP CONSTRAINT delivery_state_check",
            "postgresql/V13_1__polling.sql: ALTER TABLE delivery ADD CONSTRAINT delivery_state ",
            "h2/V21_1__broadcasts.sql: EXECUTE IMMEDIATE (SELECT 'ALTER TABLE job DROP CONSTRAINT ",
            "h2/V21_1__broadcasts.sql: ALTER TABLE job ADD CONSTRAINT job_kind ",
            "postgresql/V21_1__broadcasts.sql: ALTER TABLE job DROP CONSTRAINT job_kind_check",
            "postgresql/V21_1__broadcasts.sql: ALTER TABLE job ADD CONSTRAINT job_kind ",
            // older nodes only announce what happens to endpoints if they know the types of these events
            "common/V14__operational_events.sql: UPDATE resource_type SET on_create ",
            "common/V14__operational_events.sql: UPDATE resource_type SET on_delete ",
            // one broadcast at a time; older nodes have none
            "h2/V21_1__broadcasts.sql: CREATE UNIQUE INDEX job_sole ",
            "postgresql/V21_1__broadcasts.sql: CREATE UNIQUE INDEX job_sole ");
    private static final Pattern RELEASED = Pattern.compile("(?m)^## (\\S+) — \\d{4}-\\d\\d-\\d\\d$");

    @Test
    void noMigrationTakesAnythingFromOlderNodes() {
        List<String> violations = OlderNodes.violationsIn(
                MigrationScript.all().stream().filter(script -> script.number() > BASELINE));
        assertThat(violations.stream().filter(one -> REVIEWED.stream().noneMatch(one::startsWith)).toList(), is(empty()));
        assertThat("found", violations.size(), is(REVIEWED.size()));
    }

    /** A version with the first phase was released before: its nodes are those that run beside the second one. */
    @Test
    void theFirstPhaseOfEachSecondOneWasReleased() throws IOException {
        String changelog = Files.readString(Path.of("src/docs/changelog.md"));
        List<String> released = RELEASED.matcher(changelog).results().map(heading -> heading.group(1)).toList();
        assertThat(MigrationScript.all().stream().flatMap(script -> script.secondPhaseSince().stream())
                .filter(version -> !released.contains(version)).toList(), is(empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "CREATE TABLE t (id BIGINT NOT NULL PRIMARY KEY)",
            "CREATE TABLE t (id BIGINT); CREATE UNIQUE INDEX i ON t (id); ALTER TABLE t ADD CONSTRAINT c CHECK (id > 0)",
            "ALTER TABLE old ADD COLUMN c VARCHAR(10)",
            "ALTER TABLE old ADD COLUMN c VARCHAR(10) DEFAULT 'a;b' NOT NULL CHECK (c IN ('a;b', 'c'))",
            "ALTER TABLE old ADD COLUMN c BIGINT; CREATE UNIQUE INDEX i ON old (c, a)",
            "CREATE INDEX i ON old (a)",
            "ALTER TABLE old ALTER COLUMN a SET DEFAULT 1",
            "ALTER TABLE old SET (fillfactor = 70)",
            "INSERT INTO old (a) VALUES (1)",
            "-- older nodes: the new rule allows more\nALTER TABLE old DROP CONSTRAINT c"})
    void olderNodesCanLiveWith(String sql) {
        assertThat(violations(sql), is(empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "DROP TABLE old",
            "ALTER TABLE old DROP COLUMN a",
            "ALTER TABLE old RENAME TO other",
            "ALTER TABLE old RENAME COLUMN a TO b",
            "ALTER TABLE old ADD COLUMN c BIGINT NOT NULL",
            "ALTER TABLE old ADD COLUMN c BIGINT UNIQUE",
            "ALTER TABLE old ALTER COLUMN a SET NOT NULL",
            "ALTER TABLE old ALTER COLUMN a DROP NOT NULL",
            "ALTER TABLE old ALTER COLUMN a TYPE BIGINT",
            "ALTER TABLE old ALTER COLUMN a SET DATA TYPE BIGINT",
            "ALTER TABLE old ADD CONSTRAINT c CHECK (a > 0)",
            "ALTER TABLE old ADD UNIQUE (a)",
            "ALTER TABLE old ADD FOREIGN KEY (a) REFERENCES other (id)",
            "ALTER TABLE old DROP CONSTRAINT c",
            "CREATE UNIQUE INDEX i ON old (a)",
            "CREATE UNIQUE INDEX i ON old (a) WHERE kind = 'new'",
            "DROP INDEX i",
            "UPDATE old SET a = 1",
            "DELETE FROM old",
            "TRUNCATE TABLE old",
            "-- a comment without a reason\nDROP TABLE old",
            "-- older nodes:\nDROP TABLE old"})
    void olderNodesCannotLiveWith(String sql) {
        assertThat(violations(sql), contains("common/V99__test.sql: " + sql.replaceFirst("^--.*\n", "")));
    }

    @Test
    void aReasonIsForOneStatement() {
        assertThat(violations("-- older nodes: reviewed\nDROP INDEX i;\nDROP INDEX j"),
                contains("common/V99__test.sql: DROP INDEX j"));
    }

    /** A unique index on a new column that older nodes fill with its default would refuse their second row. */
    @Test
    void aDefaultIsNoNull() {
        assertThat(violations("ALTER TABLE old ADD COLUMN c BIGINT DEFAULT 0 NOT NULL; CREATE UNIQUE INDEX i ON old (c)"),
                contains("common/V99__test.sql: CREATE UNIQUE INDEX i ON old (c)"));
    }

    @Test
    void whatOneMigrationAddedIsOldForTheNext() {
        assertThat(OlderNodes.violationsIn(Stream.of(MigrationScript.of("common/V98__test.sql", "CREATE TABLE t (a BIGINT);"),
                MigrationScript.of("h2/V98_1__test.sql", "ALTER TABLE t DROP COLUMN a;"),
                MigrationScript.of("common/V99__test.sql", "ALTER TABLE t DROP COLUMN b;"))),
                contains("common/V99__test.sql: ALTER TABLE t DROP COLUMN b"));
    }

    @Test
    void aSecondPhaseMayTakeWhatTheFirstOneGaveUp() {
        assertThat(violations("-- second phase since 0.2.0: its nodes do not read old.a any more\nALTER TABLE old DROP COLUMN a"),
                is(empty()));
    }

    private static List<String> violations(String sql) {
        return OlderNodes.violationsIn(Stream.of(MigrationScript.of("common/V99__test.sql", sql + ";")));
    }
}
