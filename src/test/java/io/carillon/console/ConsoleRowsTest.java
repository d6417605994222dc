package io.carillon.console;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.carillon.access.AuditLog;
import io.carillon.database.MigratedDatabase;
import io.carillon.database.Removal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of the console on both databases: what ends a session, what is counted, what retention removes. */
@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class ConsoleRowsTest {

    private static final Instant NOON = Instant.parse("2026-01-10T12:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void anEndedSessionIsRememberedUntilItWouldHaveEnded(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            EndedSessions ended = new EndedSessions(database);
            ended.add("ses_1", NOON);
            ended.add("ses_1", NOON);
            ended.add("ses_2", NOON.plusSeconds(60));
            assertThat(ended.isEnded("ses_1"), is(true));
            assertThat(ended.isEnded("ses_3"), is(false));
            assertThat(ended.removeBefore(NOON.plusSeconds(1), 200), is(new Removal(1, 1)));
            assertThat(database.query("SELECT id FROM ended_session"), contains("ses_2"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void refusedSignInsAreOneEntryForAllSinceTheLast(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            SignInRefusals refusals = new SignInRefusals(
                    new AuditLog(database, null, Clock.fixed(NOON, ZoneOffset.UTC)));
            refusals.write();
            assertThat(database.query("SELECT id FROM audit_entry"), is(empty()));
            for (int i = 0; i < 7; i++) {
                refusals.note();
            }
            refusals.write();
            refusals.write();
            assertThat(database.query("SELECT state_after FROM audit_entry WHERE action = 'console.sign-in-refused'"),
                    contains("{\"count\":7}"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void linksGoSomeTimeAfterTheirEnd(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            link(database, "pl_old", "2026-01-10 11:59:59+00");
            link(database, "pl_young", "2026-01-10 12:00:00+00");
            PortalLinks links = new PortalLinks(database, null, null, Clock.fixed(NOON, ZoneOffset.UTC));
            assertThat(links.removeBefore(NOON, 200), is(new Removal(1, 1)));
            assertThat(database.query("SELECT id FROM portal_link"), contains("pl_young"));
        }
    }

    private static void link(MigratedDatabase database, String id, String end) throws Exception {
        database.execute("""
                INSERT INTO portal_link (id, code_hash, scope, capabilities, embed, link_seconds, session_seconds, created_by,
                                         created_at, ends_at)
                VALUES ('%s', '%s', 'operator', 'view', FALSE, 600, 3600, 'key_1', '2026-01-01 00:00:00+00', '%s')"""
                .formatted(id, id, end));
    }
}
