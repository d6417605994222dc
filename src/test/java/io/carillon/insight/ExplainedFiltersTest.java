package io.carillon.insight;

import static io.carillon.endpoint.DeliveryMode.COALESCED;
import static io.carillon.endpoint.DeliveryMode.INSTANT;
import static io.carillon.insight.SomeFacts.APPLICATION;
import static io.carillon.insight.SomeFacts.OPERATOR;
import static io.carillon.insight.SomeFacts.ORGANIZATION;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said about changes that filters judged: {@code ep_1} has one, unless it is said otherwise. */
class ExplainedFiltersTest {

    private static final String FILTER = "{\"data\":{\"score\":950}}";

    @Test
    void whatWasStoppedIsNotCoveredByTheMessageOfTheOthers() {
        SomeFacts facts = coalesced().change("a", 10, "team.updated").change("b", 20, "team.updated").stoppedAt("ep_1")
                .change("c", 30, "team.updated").message("wh_1", 60.2, "team.updated", COALESCED, 2).succeeded("ep_1");
        assertThat(verdicts(facts), contains("c summarised", "b filtered-out", "a summarised"));
    }

    @Test
    void whatWasStoppedHasNoMessageAtOnce() {
        SomeFacts facts = new SomeFacts().endpoint("ep_1", INSTANT, -100, "*").withFilter(FILTER)
                .change("a", 10, "team.updated").message("wh_1", 10.2, "team.updated", INSTANT, 1).succeeded("ep_1")
                .change("b", 10.1, "team.updated").stoppedAt("ep_1");
        assertThat(verdicts(facts), contains("b filtered-out", "a delivered"));
    }

    /** The order of changes that came together is not that of their messages. */
    @Test
    void aMessageThatPassedAFilterIsNotThatOfAnotherChange() {
        SomeFacts facts = new SomeFacts().endpoint("ep_1", INSTANT, -100, "*").withFilter(FILTER)
                .endpoint("ep_2", INSTANT, -100, "*")
                .change("stopped", 10, "team.updated").stoppedAt("ep_1").change("passed", 10.001, "team.updated")
                .message("wh_1", 10.2, "team.updated", INSTANT, 1).succeeded("ep_1").succeeded("ep_2")
                .message("wh_2", 10.201, "team.updated", INSTANT, 1).succeeded("ep_2");
        assertThat(verdicts(facts), contains("passed delivered ?", "passed delivered ?", "stopped filtered-out",
                "stopped delivered ?"));
    }

    @Test
    void anEndpointWithoutAFilterHearsOfWhatStoppedAtAnother() {
        SomeFacts facts = coalesced().endpoint("ep_2", COALESCED, -100, "*").change("a", 10, "team.updated").stoppedAt("ep_1")
                .message("wh_1", 60.2, "team.updated", COALESCED, 1).succeeded("ep_2");
        assertThat(verdicts(facts), contains("a filtered-out", "a delivered"));
    }

    @Test
    void aFilterThatWasRemovedBeforeTheTickStopsNothing() {
        SomeFacts facts = new SomeFacts().endpoint("ep_1", COALESCED, -100, "*").change("a", 10, "team.updated")
                .stoppedAt("ep_1").audit("ep_1", 30, "endpoint.changed", "{\"filter\":" + FILTER + "}")
                .message("wh_1", 60.2, "team.updated", COALESCED, 1).succeeded("ep_1");
        assertThat(verdicts(facts), contains("a delivered"));
    }

    @Test
    void aFilterThatWasSetBeforeTheTickMayHaveStoppedIt() {
        SomeFacts facts = coalesced().change("a", 10, "team.updated").audit("ep_1", 30, "endpoint.changed", "{}");
        assertThat(verdicts(facts), contains("a filtered-out ?"));
    }

    @Test
    void whatPassedAndHasNoMessageIsUnclear() {
        assertThat(verdicts(coalesced().change("a", 10, "team.updated")), contains("a unclear ?"));
    }

    @Test
    void whatPassedWaitsInTheOpenBucket() {
        assertThat(verdicts(coalesced().now(20).change("a", 10, "team.updated").bucket("team.updated", 1, 10)),
                contains("a waiting"));
    }

    @Test
    void theOwnerLearnsHowToTryTheFilter() {
        SomeFacts facts = coalesced().change("a", 10, "team.updated").stoppedAt("ep_1");
        Verdict own = facts.verdicts(APPLICATION).get(0);
        assertThat(own.remedy().link(), is("/api/v1/endpoints/ep_1/filter-checks"));
        assertThat(own.remedy().method(), is("POST"));
        Verdict others = facts.verdicts(ORGANIZATION).get(0);
        assertThat(others.remedy(), is(nullValue()));
        assertThat(others.sentence(), is("The change did not pass the endpoint's filter."));
        assertThat(own.sentence() + others.sentence(), not(containsString("950")));
    }

    private static SomeFacts coalesced() {
        return new SomeFacts().endpoint("ep_1", COALESCED, -100, "*").withFilter(FILTER);
    }

    /** The id and the code of each, with a question mark if it is not exact. */
    private static List<String> verdicts(SomeFacts facts) {
        return facts.verdicts(OPERATOR).stream().map(verdict -> verdict.changeId() + " " + verdict.code().word()
                + (Boolean.FALSE.equals(verdict.exact()) ? " ?" : "")).toList();
    }
}
