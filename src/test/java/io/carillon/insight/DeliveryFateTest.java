package io.carillon.insight;

import static io.carillon.endpoint.DeliveryMode.COALESCED;
import static io.carillon.insight.SomeFacts.OPERATOR;
import static io.carillon.message.DeliveryState.CANCELLED;
import static io.carillon.message.DeliveryState.FAILED;
import static io.carillon.message.DeliveryState.SKIPPED;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.carillon.message.DeliveryState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Verdicts about a message whose content was removed. */
class DeliveryFateTest {

    private static final String REMOVED = "Its content was removed at 2026-11-26T12:01:10Z.";

    /** A redelivery would be refused. */
    @ParameterizedTest
    @EnumSource(names = {"FAILED", "SKIPPED"})
    void aMessageWithoutContentIsNotOfferedAgain(DeliveryState state) {
        String outcome = state == FAILED ? "timeout" : null;
        Verdict before = facts().delivery("ep_1", state, 1, outcome, null, null).verdicts(OPERATOR).get(0);
        assertThat(before.remedy(), is(notNullValue()));
        assertThat(before.sentence(), not(containsString("removed")));

        Verdict verdict = facts().withoutContent(70).delivery("ep_1", state, 1, outcome, null, null).verdicts(OPERATOR).get(0);
        assertThat(verdict.sentence(), endsWith(REMOVED));
        assertThat(verdict.sentence(), not(containsString("can be redelivered")));
        assertThat(verdict.remedy(), is(nullValue()));
        assertThat(verdict.code(), is(state == SKIPPED ? Code.SWITCHED_OFF : Code.FAILED));
    }

    @Test
    void whatWasCancelledForItSaysSoOnce() {
        Verdict verdict = facts().withoutContent(70).delivery("ep_1", CANCELLED, 0, null, null, "content-removed")
                .verdicts(OPERATOR).get(0);
        assertThat(verdict.sentence(), is("The content of wh_1 was removed before it was sent, so there is nothing to send."));
    }

    private static SomeFacts facts() {
        return new SomeFacts().change("c", 10, "team.updated").endpoint("ep_1", COALESCED, -100, "*")
                .message("wh_1", 60.2, "team.updated", COALESCED, 1);
    }
}
