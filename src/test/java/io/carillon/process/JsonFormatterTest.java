package io.carillon.process;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A line of the log as JSON. */
class JsonFormatterTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void aFactHasItsPairsAsMembers() throws IOException {
        assertThat(json("io.carillon.x.Y", "delivery.attempted id=dl_1 ms=12 code=\"12\""
                + " detail=\"a \\\"b\\\" \\\\ \\n c\" empty=\"\""),
                is(JSON.readTree("""
                        {"time":"2026-11-22T06:07:08.009Z","level":"INFO","logger":"io.carillon.x.Y",
                        "fact":"delivery.attempted","id":"dl_1","ms":12,"code":"12",
                        "detail":"a \\"b\\" \\\\ \\n c","empty":""}""")));
        assertThat(json("io.carillon.x.Y", "broker.stopped").get("fact").asText(), is("broker.stopped"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"delivery.attempted id=dl_1 and more", "delivery.attempted path=/a b c=1", "Words", "a.b c",
        "x.y url=tcp://a?b=c", "x.y open=\"never closed", ""})
    void whatIsNoFactIsText(String message) throws IOException {
        JsonNode line = json("io.carillon.x.Y", message);
        assertThat(line.get("text").asText(), is(message));
        assertThat(line.size(), is(4));
    }

    @Test
    void whatOthersSayIsText() throws IOException {
        assertThat(json("org.apache.x", "broker.stopped id=1").get("text").asText(), is("broker.stopped id=1"));
        assertThat(json(null, "say \"\t\u0001\u2028\"").get("text").asText(), is("say \"\t\u0001\u2028\""));
    }

    @Test
    void aStackTraceIsAMember() throws IOException {
        LogRecord entry = entry("io.carillon.x.Y", "request.failed");
        entry.setThrown(new IllegalStateException("why \"so\""));
        assertThat(parsed(entry).get("trace").asText(), startsWith("java.lang.IllegalStateException: why \"so\""));
    }

    private static JsonNode json(String logger, String message) throws IOException {
        return parsed(entry(logger, message));
    }

    private static JsonNode parsed(LogRecord entry) throws IOException {
        String line = new JsonFormatter().format(entry);
        assertThat(line.strip().lines().count(), is(1L));
        return JSON.readTree(line);
    }

    private static LogRecord entry(String logger, String message) {
        LogRecord entry = new LogRecord(Level.INFO, message);
        entry.setLoggerName(logger);
        entry.setInstant(Instant.parse("2026-11-22T06:07:08.009Z"));
        return entry;
    }
}
