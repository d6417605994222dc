package io.carillon.dispatch;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.carillon.endpoint.TrackRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LanesTest {

    private static final Recipient GOOD = new Recipient("good", "tenant 1", TrackRecord.PROVEN);

    private final Lanes<String> lanes = new Lanes<>(16, 4);

    @Test
    void aLaneWidensWithEachSuccessAndNarrowsWithAFailure() {
        fill(GOOD, 16);
        assertThat(startAll(), is(2));
        finish(GOOD, true);
        assertThat(startAll(), is(2));
        finish(GOOD, true);
        finish(GOOD, true);
        assertThat(startAll(), is(3));
        finish(GOOD, false);
        finish(GOOD, false);
        assertThat(startAll(), is(0));
        finish(GOOD, false);
        finish(GOOD, false);
        assertThat(startAll(), is(1));
    }

    @Test
    void whatWaitsInALaneKeepsItsOrderAndLanesTakeTurns() {
        Recipient other = new Recipient("other", "tenant 2", TrackRecord.FAILING);
        fill(GOOD, 3);
        fill(other, 3);
        List<String> order = new ArrayList<>();
        for (Optional<String> next = lanes.next(); next.isPresent(); next = lanes.next()) {
            order.add(next.get());
        }
        assertThat(order, contains("good 0", "other 0", "good 1"));
        finish(other, true);
        assertThat(lanes.next(), is(Optional.of("other 1")));
    }

    @Test
    void whatIsWrittenNowLeavesHalfOfALaneToWhatWaits() {
        int reserved = 0;
        while (lanes.reserveWithRoom(GOOD)) {
            reserved++;
        }
        assertThat(reserved, is(5));
        assertThat(lanes.reserve(GOOD), is(true));
    }

    @Test
    void oneTenantHasAtMostHalfOfTheThreadsAndOfThePlaces() {
        List<Recipient> slow = IntStream.range(0, 50)
                .mapToObj(i -> new Recipient("slow " + i, "slow", TrackRecord.PROVEN)).toList();
        slow.forEach(recipient -> fill(recipient, 16));
        assertThat(startAll(), is(8));
        assertThat(lanes.free(), is(32));
        assertThat(lanes.crowded(), hasItem(slow.get(0)));
        assertThat(lanes.hasRoom(slow.get(0)), is(false));
        fill(GOOD, 4);
        assertThat(startAll(), is(2));
    }

    @Test
    void failingEndpointsHaveAtMostHalfTogetherAndAQuarterOfOneTenantEachOneAtATime() {
        for (int tenant = 0; tenant < 10; tenant++) {
            for (int i = 0; i < 10; i++) {
                fill(new Recipient("failing " + tenant + "/" + i, "failing " + tenant, TrackRecord.FAILING), 16);
            }
        }
        int started = 0;
        int ofFirst = 0;
        for (Optional<String> next = lanes.next(); next.isPresent(); next = lanes.next()) {
            started++;
            ofFirst += next.get().startsWith("failing 0/") ? 1 : 0;
        }
        assertThat(started, is(8));
        assertThat(ofFirst, is(lessThanOrEqualTo(4)));
        assertThat(lanes.free(), is(32));
        fill(GOOD, 16);
        assertThat(startAll(), is(2));
    }

    @Test
    void newEndpointsHaveAtMostAQuarterTogetherAndAnEighthOfOneTenantEachOneAtATime() {
        List<Recipient> ofOne = IntStream.range(0, 50)
                .mapToObj(i -> new Recipient("one " + i, "one", TrackRecord.NEW)).toList();
        ofOne.forEach(recipient -> fill(recipient, 4));
        assertThat(startAll(), is(2));
        for (int i = 0; i < 50; i++) {
            fill(new Recipient("new " + i, "tenant of " + i, TrackRecord.NEW), 4);
        }
        assertThat(startAll(), is(2));
        assertThat(lanes.crowdedTrackRecords(), contains(TrackRecord.NEW));
        finish(ofOne.get(0), true);
        assertThat(startAll(), is(1));
        fill(GOOD, 4);
        assertThat(startAll(), is(2));
    }

    @Test
    void aLaneIsCrowdedWhenMoreThanHalfOfItIsTakenAndForgottenWhenItIsEmpty() {
        fill(GOOD, 4);
        assertThat(lanes.crowded(), is(empty()));
        fill(GOOD, 1);
        assertThat(lanes.crowded(), contains(GOOD));
        for (int i = 0; i < 5; i++) {
            lanes.release(GOOD);
        }
        assertThat(lanes.crowded(), is(empty()));
        assertThat(lanes.free(), is(64));
    }

    @Test
    void aPlaceIsKeptUntilTheOutcomeIsRecorded() {
        fill(GOOD, 1);
        startAll();
        lanes.finish(GOOD, true);
        assertThat(lanes.free(), is(63));
        lanes.release(GOOD);
        assertThat(lanes.free(), is(64));
    }

    private void finish(Recipient recipient, boolean succeeded) {
        lanes.finish(recipient, succeeded);
        lanes.release(recipient);
    }

    private void fill(Recipient recipient, int count) {
        for (int i = 0; i < count; i++) {
            if (lanes.reserve(recipient)) {
                lanes.add(recipient, recipient.endpointId() + " " + i);
            }
        }
    }

    private int startAll() {
        int started = 0;
        while (lanes.next().isPresent()) {
            started++;
        }
        return started;
    }
}
