package io.carillon.endpoint;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTypePatternsTest {

    @ParameterizedTest
    @CsvSource({"*,score.updated,true", "score.*,score.updated,true", "score.updated,score.updated,true",
        "score.*,scoreboard.updated,false", "score.updated,score.updated.twice,false", "score,score.updated,false",
        "team.*,score.updated,false"})
    void aPatternMatchesWholeWords(String pattern, String eventType, boolean expected) {
        assertThat(EventTypePatterns.match(List.of("nothing", pattern), eventType), is(expected));
    }
}
