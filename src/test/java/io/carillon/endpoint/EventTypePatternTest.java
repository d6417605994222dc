package io.carillon.endpoint;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTypePatternTest {

    @ParameterizedTest
    @CsvSource({"*,score.updated,true", "score.*,score.updated,true", "score.updated,score.updated,true",
        "score.*,scoreboard.updated,false", "score.updated,score.updated.twice,false", "score,score.updated,false",
        "team.*,score.updated,false"})
    void aPatternMatchesWholeWords(String pattern, String eventType, boolean expected) {
        assertThat(new EventTypePattern(pattern).matches(eventType), is(expected));
        assertThat(subscriber("ep_1", "nothing", pattern).subscribesTo(eventType), is(expected));
    }

    private static Subscriber subscriber(String id, String... patterns) {
        return new Subscriber(id, true, DeliveryMode.INSTANT,
                List.of(patterns).stream().map(EventTypePattern::new).toList(), null);
    }
}
