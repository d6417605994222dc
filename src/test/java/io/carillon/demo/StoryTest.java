package io.carillon.demo;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import io.carillon.local.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StoryTest {

    private static final int ROUND = 9;

    private final Story story = new Story(new Random(42));

    private List<Burst> bursts(int count) {
        return Stream.generate(story::next).limit(count).toList();
    }

    private static List<JsonValue> changes(List<Burst> bursts) {
        return bursts.stream().flatMap(burst -> JsonValue.parse(burst.body()).items().stream()).toList();
    }

    private static String text(JsonValue json, String... names) {
        return json.at(names).text().orElse("");
    }

    private static int number(JsonValue json, String... names) {
        return Integer.parseInt(text(json, names));
    }

    private static List<JsonValue> scores(List<Burst> bursts) {
        return changes(bursts).stream().filter(change -> text(change, "eventType").equals("score.updated")).toList();
    }

    @Test
    void beginsWithATeamThatIsCreatedAndThenChanged() {
        Burst first = story.next();

        assertThat(first.description(), matchesPattern("[4-6] changes to team [0-9a-f]{4}… \\(create, then [3-5] updates\\)"));
        assertThat(text(changes(List.of(first)).get(0), "resourceOperation"), is("create"));
        assertThat(changes(List.of(first)).stream().map(change -> text(change, "resourceId")).distinct().toList(),
                everyItem(matchesPattern("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")));
    }

    @Test
    void changesTheRosterOfTheRoundsTeam() {
        List<JsonValue> changes = changes(bursts(ROUND));

        String team = text(changes.get(0), "resourceId");
        assertThat(changes.stream().filter(change -> text(change, "resourceType").equals("roster"))
                .map(change -> text(change, "resourceId")).distinct().toList(), is(List.of(team)));
    }

    @Test
    void namesEveryChangesOrganization() {
        List<JsonValue> changes = changes(bursts(3 * ROUND));

        assertThat(changes.stream().map(change -> text(change, "organizationId")).distinct().toList(),
                is(List.of("12345")));
    }

    @Test
    void callsAnEventOffInOneRoundOfThree() {
        List<String> notified = bursts(3 * ROUND).stream().map(Burst::description)
                .filter(text -> text.endsWith("delete)")).toList();

        assertThat(notified, hasSize(1));
    }

    @Test
    void raisesScoresAndNeverLowersARank() {
        for (JsonValue score : scores(bursts(20 * ROUND))) {
            assertThat(number(score, "data", "new_score"), greaterThan(number(score, "data", "old_score")));
            assertThat(number(score, "data", "rank_change", "new_rank"),
                    lessThanOrEqualTo(number(score, "data", "rank_change", "old_rank")));
        }
    }

    @Test
    void continuesEachParticipantsScore() {
        Set<String> ends = new HashSet<>();
        List<Boolean> continued = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (JsonValue score : scores(bursts(20 * ROUND))) {
            String participant = text(score, "data", "participant_id");
            continued.add(seen.add(participant) || ends.contains(participant + text(score, "data", "old_score")));
            ends.add(participant + text(score, "data", "new_score"));
        }
        assertThat(continued, everyItem(is(true)));
    }

    @Test
    void addsParticipantsUntilTheLeaderboardIsFullAndRenamesThemThen() {
        List<String> types = changes(bursts(10 * ROUND)).stream().map(change -> text(change, "eventType"))
                .filter(type -> type.startsWith("participant.")).toList();

        assertThat(types.subList(0, 8), everyItem(is("participant.added")));
        assertThat(types.subList(8, types.size()), everyItem(is("participant.updated")));
    }

    @Test
    void isTheSameForTheSameSeed() {
        assertThat(new Story(new Random(42)).next(), is(story.next()));
    }

    @Test
    void tellsASingleEvent() {
        assertThat(bursts(2).stream().map(Burst::description).toList(), hasItem(startsWith("1 change: score.updated of pt_")));
    }
}
