package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.JarCommand;
import io.carillon.blackbox.support.PostgresProcess;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code carillon.jar migrate}: the schema is there before the first node is. */
@Tag("later")
class MigrateIT {

    @Test
    void theSchemaIsMigratedOnce() {
        try (PostgresProcess postgres = new PostgresProcess(CarillonProcess.aNewFolder()).start()) {
            assertThat(migrationsOf(postgres), matchesPattern("[1-9][0-9]*"));
            assertThat(migrationsOf(postgres), is("0"));
            try (JarCommand check = new JarCommand(postgres.settings(), "check")) {
                assertThat(check.awaitLine("Its schema"),
                        matchesPattern(" {2}ok {4}database {5}Its schema has version [0-9.]+\\."));
            }
        }
    }

    /** Which the log line counts. */
    private static String migrationsOf(PostgresProcess postgres) {
        try (JarCommand migrate = new JarCommand(postgres.settings(), "migrate")) {
            assertThat(migrate.lines().toString(), migrate.exitCode(), is(0));
            return migrate.awaitLine("database.ready vendor=postgresql").replaceAll(".* migrations=", "");
        }
    }

    @Test
    void theEmbeddedDatabaseIsNotItsConcern() {
        refuses(Map.of(), 1, "CARILLON_DB_URL names no PostgreSQL", "migrate");
    }

    @Test
    void aDatabaseThatIsAwayIsSaidInOneSentence() throws Exception {
        var postgres = new PostgresProcess(Files.createTempDirectory("never-started"));
        Map<String, String> settings = postgres.settings();
        settings.put("CARILLON_START_PATIENCE", "PT0S");
        refuses(settings, 1, "The database did not answer within PT0S", "migrate");
    }

    @Test
    void itHasNoOptions() {
        refuses(Map.of(), 2, "\"--force\" is not an option", "migrate", "--force");
    }

    private static void refuses(Map<String, String> settings, int exitCode, String sentence, String... arguments) {
        try (JarCommand migrate = new JarCommand(settings, arguments)) {
            assertThat(migrate.exitCode(), is(exitCode));
            assertThat(migrate.lines(), hasItem(startsWith("migrate: " + sentence)));
        }
    }
}
