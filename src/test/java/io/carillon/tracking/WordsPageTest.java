package io.carillon.tracking;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.carillon.endpoint.EndpointStatus;
import io.carillon.message.CancelReason;
import io.carillon.message.DeliveryState;
import io.carillon.platform.EnumWords;
import io.carillon.sending.DeliveryResult.Reason;
import io.carillon.statistics.DeliveryMeasures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of words has those that the code gives, in the order of the code. */
class WordsPageTest {

    private static final Path PAGE = Path.of("src/docs/words.md");

    @Test
    void statesOfDeliveries() throws IOException {
        assertThat(words("## States of a delivery"), is(Stream.of(DeliveryState.values()).map(DeliveryState::word).toList()));
    }

    @Test
    void reasonsOfCancelledDeliveries() throws IOException {
        assertThat(words("## Reasons of a cancelled delivery"),
                is(Stream.of(CancelReason.values()).map(CancelReason::word).toList()));
    }

    /** {@code other} is a word of statistics alone. */
    @Test
    void outcomesOfAttempts() throws IOException {
        assertThat(words("## Outcomes of an attempt"),
                is(DeliveryMeasures.OUTCOMES.stream().filter(outcome -> !outcome.equals("other")).toList()));
    }

    @Test
    void outcomesThatDoNotCountAgainstTheReceiver() throws IOException {
        List<String> ours = rows("## Outcomes of an attempt").filter(row -> row[3].equals("no")).map(row -> row[1]).toList();
        assertThat(ours, is(Stream.of(Reason.values()).filter(Reason::isOurs).map(reason -> "`" + EnumWords.of(reason) + "`")
                .toList()));
    }

    @Test
    void statusOfEndpoints() throws IOException {
        assertThat(words("## Status of an endpoint"), is(Stream.of(EndpointStatus.values())
                .filter(status -> status != EndpointStatus.DELETED).map(EnumWords::of).toList()));
    }

    private static List<String> words(String heading) throws IOException {
        return rows(heading).map(row -> row[1].replace("`", "")).toList();
    }

    /** The cells of the table below {@code heading}; the first is before the line. */
    private static Stream<String[]> rows(String heading) throws IOException {
        List<String> lines = Files.readAllLines(PAGE);
        return lines.subList(lines.indexOf(heading) + 1, lines.size()).stream().dropWhile(line -> !line.startsWith("| `"))
                .takeWhile(line -> line.startsWith("|")).map(line -> line.split(" ?\\| ?"));
    }
}
