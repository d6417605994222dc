package io.carillon.settings;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The limits in {@code src/docs/api-rules.md} are those of the code, and the defaults those of the settings. */
class LimitsPageTest {

    private static final Path PAGE = Path.of("src/docs/api-rules.md");
    private static final Path CODE = Path.of("src/main/java/io/carillon");
    private static final Pattern DEFAULT = Pattern.compile("`(CARILLON_\\w+)`,? ([\\d,]+)( seconds)?(?= by default| and )");

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "http/BodyLimitFilter; LIMIT = 1 << 20; | the body of a request | 1 MiB",
            "queue/MessageBody; MAX_BYTES = 16 << 20; a message on the queue 16 MiB",
            "intake/Acceptance; MAX_CHANGES = 1_000; | changes in a request | 1,000,",
            "queue/QueuedMessage; MOST_CHANGES = 10_000; in a message on the queue 10,000",
            "queue/ChangeMembers; MAX_DATA_LENGTH = 1 << 20; | `data` of a change | 1 MiB as text,",
            "json/StrictJson; MAX_DEPTH = 64; as text, 64 levels",
            "queue/ChangeMembers; MOST_ENDPOINTS = 20; | endpoints that a change names | 20 |",
            "queue/EventMembers; LONGEST_ID = 200; | a resource id, an id of a change | 200 characters |",
            "filter/Filter; LARGEST = 8 * 1024; | a filter of an endpoint | 8 KiB, 16 levels, 100 operators |",
            "filter/ConditionReader; MOST_LEVELS = 16; | a filter of an endpoint | 8 KiB, 16 levels, 100 operators |",
            "filter/ConditionReader; MOST_OPERATORS = 100; | a filter of an endpoint | 8 KiB, 16 levels, 100 operators |",
            "schema/DataSchema; LONGEST = 30_000; | a schema of an event type | 30,000 characters |",
            "insight/StreamResource; MOST_STREAMS = 50; | streams of deliveries | 50 of a node, 5 of a key |",
            "insight/StreamResource; MOST_STREAMS_OF_A_KEY = 5; | streams of deliveries | 50 of a node, 5 of a key |",
            "sending/AttemptDeadline; MAX_BODY_BYTES = 16 * 1024; | what is kept of a receiver's answer | 16 KiB |",
            "http/Paging; MAX_LIMIT = 200; - `limit` is 1 to 200, 50 by default.",
            "http/Paging; DEFAULT_LIMIT = 50; - `limit` is 1 to 200, 50 by default.",
            "http/Paging; MOST_ROWS = 100_000; with `Accept`, up to 100,000 rows.",
            "database/JpqlFilter; MOST_SCANNED = 10_000; then 10,000 rows are looked at",
            "http/Mismatches; MOST = 20; with its pointer, 20 at most."})
    void theLimitIsThatOfTheCode(String type, String constant, String sentence) throws IOException {
        assertThat(Files.readString(CODE.resolve(type + ".java")), containsString(" " + constant + ";"));
        assertThat(Files.readString(PAGE), containsString(sentence));
    }

    @Test
    void theDefaultsAreThoseOfTheSettings() throws IOException {
        List<MatchResult> shown = DEFAULT.matcher(Files.readString(PAGE)).results().toList();
        assertThat(shown, hasSize(7));
        for (MatchResult one : shown) {
            String number = one.group(2).replace(",", "");
            assertThat(one.group(1), defaultOf(one.group(1)), is(one.group(3) == null ? number : "PT" + number + "S"));
        }
    }

    private static String defaultOf(String variable) {
        return Stream.of(Setting.values()).filter(setting -> setting.variable().equals(variable)).findFirst()
                .flatMap(Setting::defaultText).orElse("none");
    }
}
