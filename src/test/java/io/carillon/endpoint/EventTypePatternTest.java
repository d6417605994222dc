package io.carillon.endpoint;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTypePatternTest {

    @ParameterizedTest
    @CsvSource({"*,score.updated,true", "score.*,score.updated,true", "score.updated,score.updated,true",
        "score.*,scoreboard.updated,false", "score.updated,score.updated.twice,false", "score,score.updated,false",
        "team.*,score.updated,false"})
    void aPatternMatchesWholeWords(String pattern, String eventType, boolean expected) {
        assertThat(new EventTypePattern(pattern).matches(eventType), is(expected));
        assertThat(subscriber("ep_1", "nothing", pattern).subscribesTo(new Occurrence(7, eventType, null)), is(expected));
    }

    @Test
    void onlyTheOrganizationsOwnListenersAreFound() {
        Subscriber scores = subscriber("ep_scores", "score.*");
        Subscriber all = subscriber("ep_all", "*");
        var listeners = new Subscriptions.Listeners(Map.of(7L, List.of(scores, all), 8L, List.of(scores)));
        assertThat(listeners.to(new Occurrence(7, "score.updated", "{}")), contains(scores, all));
        assertThat(listeners.to(new Occurrence(7, "team.updated", "{}")), contains(all));
        assertThat(listeners.to(new Occurrence(8, "team.updated", null)), is(List.of()));
        assertThat(listeners.to(new Occurrence(9, "score.updated", null)), is(List.of()));
    }

    @Test
    void endpointsAreGroupedByWhatTheySelect() {
        Subscriber all = subscriber("ep_all", "*");
        Subscriber teams = subscriber("ep_teams", "team.*");
        Subscriber created = subscriber("ep_created", "team.created");
        Subscriber scores = subscriber("ep_scores", "score.*");
        var listeners = new Subscriptions.Listeners(Map.of(7L, List.of(all, created, teams, scores)));
        List<Occurrence> both = List.of(new Occurrence(7, "team.updated", null), new Occurrence(7, "team.created", "{}"));
        assertThat(listeners.bySelection(both), is(Map.of(List.of(0, 1), List.of(all, teams), List.of(1), List.of(created))));
        assertThat(listeners.bySelection(List.of(new Occurrence(8, "team.created", null))), is(Map.of()));
    }

    private static Subscriber subscriber(String id, String... patterns) {
        return new Subscriber(id, true, List.of(patterns).stream().map(EventTypePattern::new).toList());
    }
}
