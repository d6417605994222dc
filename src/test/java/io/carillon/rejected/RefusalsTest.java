package io.carillon.rejected;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.carillon.database.MigratedDatabase;
import io.carillon.json.Flaw;
import io.carillon.queue.Subject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was refused is counted in memory, with a limited number of samples, and written once a minute. */
class RefusalsTest {

    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
    private static final Flaw FLAW = new Flaw("value-wrong", "/resourceId", "must be given");

    private Instant now = NOON.plusSeconds(5);
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void theyAreCountedAndWrittenAfterTheMinute(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            Refusals refusals = new Refusals(database, clock);
            refusals.note("ak_1", 422, Map.of(team("a"), FLAW));
            refusals.note("ak_1", 422, Map.of(team("a"), FLAW, team("b"), FLAW));
            refusals.note("ak_2", 429, Map.of(Subject.NONE, new Flaw("too-many", null, "too many")));
            refusals.noteWarning("ak_1", team("c"), new Flaw(Flaw.SCHEMA_VIOLATED, "/data", "violates the schema"));
            assertThat(refusals.take(), empty());
            assertThat(refusals.unwritten(7, "c").get(0).status(), is(202));
            assertThat(refusals.hasRoom("ak_1", 422, "value-wrong"), is(true));
            assertThat(refusals.unwritten(7, "a").get(0).requests(), is(2));
            assertThat(refusals.unwritten(8, "a"), empty());

            now = NOON.plus(Duration.ofSeconds(61));
            refusals.write(refusals.take());

            assertThat(refusals.unwritten(7, "a"), empty());
            assertThat(database.query("""
                    SELECT key_id, status, reason, organization_id, resource_type, resource_id, requests
                    FROM intake_refusal ORDER BY key_id, resource_id"""), contains(
                    "ak_1 422 value-wrong 7 team a 2", "ak_1 422 value-wrong 7 team b 1",
                    "ak_1 202 schema-violated 7 team c 1", "ak_2 429 too-many null null null 1"));
            assertThat(database.query("SELECT COUNT(DISTINCT at) FROM intake_refusal"), contains("1"));
            assertThat(refusals.removeBefore(NOON, 10).found(), is(0));
            assertThat(refusals.removeBefore(NOON.plusSeconds(1), 10).removed(), is(4));
        }
    }

    @Test
    void aFloodHasAFewSamplesAndItsNumber() {
        Refusals refusals = new Refusals(null, clock);
        for (int i = 0; i < 1_000; i++) {
            refusals.note("ak_1", 422, Map.of(team("t" + i), FLAW));
        }
        assertThat(refusals.hasRoom("ak_1", 422, "value-wrong"), is(false));
        now = NOON.plus(Duration.ofMinutes(2));
        assertThat(refusals.hasRoom("ak_1", 422, "value-wrong"), is(true));
        assertThat(refusals.take().stream().mapToInt(Refusal::requests).sum(), is(1_000));
        for (int i = 0; i < 10_000; i++) {
            refusals.note("ak_" + i, 422, Map.of(team("t"), FLAW));
        }
        now = NOON.plus(Duration.ofMinutes(4));
        assertThat(refusals.take().size(), is(500));
    }

    private static Subject team(String id) {
        return new Subject("c", 7L, "team.updated", null, id);
    }
}
