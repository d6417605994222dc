package io.carillon.endpoint;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;

import io.carillon.filter.Filter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ListenersTest {

    private final Subscriber scores = subscriber("ep_scores", null, "score.*");
    private final Subscriber all = subscriber("ep_all", null, "*");
    private final Subscriber high = subscriber("ep_high", "{\"data\":{\"score\":{\"$gt\":900}}}", "*");
    private final Subscriber seven = subscriber("ep_seven", "{\"organizationId\":7,\"resourceId\":\"s1\"}", "score.*");

    @Test
    void onlyTheOrganizationsOwnListenersAreReached() {
        var listeners = listeners(Map.of(7L, List.of(scores, all), 8L, List.of(scores)));
        assertThat(listeners.reach(occurrence(7, "score.updated", "{}")), is(new Reach(List.of(scores, all), List.of())));
        assertThat(listeners.reach(occurrence(7, "team.updated", "{}")).passed(), contains(all));
        assertThat(listeners.reach(occurrence(8, "team.updated", null)), sameInstance(Reach.NONE));
        assertThat(listeners.reach(occurrence(9, "score.updated", null)), sameInstance(Reach.NONE));
    }

    @Test
    void filtersStopWhatDoesNotPass() {
        var listeners = listeners(Map.of(7L, List.of(scores, high, seven)));
        assertThat(listeners.reach(occurrence(7, "score.updated", "{\"score\":950}")),
                is(new Reach(List.of(scores, high, seven), List.of())));
        assertThat(listeners.reach(occurrence(7, "score.updated", "{\"score\":850}")),
                is(new Reach(List.of(scores, seven), List.of(high))));
        assertThat(listeners.reach(occurrence(7, "score.updated", null)), is(new Reach(List.of(scores, seven), List.of(high))));
        assertThat(listeners.reach(occurrence(7, "team.updated", "{}")), is(new Reach(List.of(), List.of(high))));
    }

    @Test
    void thoseOfSomeOrganizationsCanBeReplaced() {
        var first = listeners(Map.of(7L, List.of(scores), 8L, List.of(scores)));
        var listeners = first.with(listeners(Map.of(8L, List.of(all))), Set.of(7L, 8L));
        assertThat(listeners.reach(occurrence(7, "score.updated", null)), sameInstance(Reach.NONE));
        assertThat(listeners.reach(occurrence(8, "team.updated", null)).passed(), contains(all));
        assertThat(listeners.listenIn(Set.of(7L)), is(false));
        assertThat(listeners.listenIn(Set.of(7L, 8L)), is(true));
    }

    @Test
    void aChangeThatNamesEndpointsReachesNoOthers() {
        var listeners = new Subscriptions.Listeners(Map.of(7L, List.of(scores, high, all)), Set.of());
        assertThat(listeners.reach(occurrence(7, "score.updated", null), Set.of("ep_scores", "ep_high", "ep_none")),
                is(new Reach(List.of(scores), List.of(high))));
        assertThat(listeners.reach(occurrence(7, "score.updated", null), Set.of()).passed(), contains(scores, all));
        assertThat(listeners.reach(occurrence(8, "score.updated", null), Set.of("ep_all")).passed(), is(empty()));
    }

    /** Coalesced endpoints without a filter are not among the listeners yet; they are found at the tick. */
    @Test
    void whatMayBeCoalescedIsAwaitedByName() {
        var listeners = new Subscriptions.Listeners(Map.of(7L, List.of(scores, coalesced())), Set.of(7L));
        assertThat(listeners.reach(occurrence(7, "score.updated", null), Set.of("ep_scores", "ep_c", "ep_later")),
                is(new Reach(List.of(scores, coalesced()), List.of(), Set.of("ep_c", "ep_later"))));
        assertThat(listeners.reach(occurrence(7, "score.updated", null), Set.of("ep_later")),
                is(new Reach(List.of(), List.of(), Set.of("ep_later"))));
    }

    @Test
    void whatIsReachedCanBeAskedByMode() {
        Reach reach = new Reach(List.of(scores, coalesced()), List.of());
        assertThat(reach.passed(DeliveryMode.INSTANT), contains(scores));
        assertThat(reach.passed(DeliveryMode.COALESCED), contains(coalesced()));
        assertThat(Reach.NONE.passed(DeliveryMode.INSTANT), is(empty()));
    }

    @Test
    void endpointsAreGroupedByWhatTheySelect() {
        Subscriber created = subscriber("ep_created", null, "team.created");
        var listeners = listeners(Map.of(7L, List.of(all, created, high, scores)));
        List<String> both = List.of("team.updated", "team.created");
        assertThat(listeners.bySelection(7, endpoint -> both.stream().filter(endpoint::subscribesTo).toList()),
                is(Map.of(both, List.of(all, high), List.of("team.created"), List.of(created))));
        assertThat(listeners.bySelection(8, endpoint -> both), is(Map.of()));
    }

    @Test
    void aFilterThatCannotBeReadLetsEverythingPass() {
        CompiledFilters filters = new CompiledFilters();
        assertThat(filters.of("{\"data\":{\"a\":{\"$new\":1}}}", "ep_1") == null, is(true));
        Filter known = filters.of("{\"eventType\":\"a.b\"}", "ep_1");
        assertThat(filters.of("{\"eventType\":\"a.b\"}", "ep_2"), sameInstance(known));
        assertThat(filters.of(null, "ep_1") == null, is(true));
    }

    private static Subscriptions.Listeners listeners(Map<Long, List<Subscriber>> byOrganization) {
        return new Subscriptions.Listeners(byOrganization, Set.of());
    }

    private static Occurrence occurrence(long organization, String eventType, String data) {
        return new Occurrence(organization, "score", "s1", "update", eventType, data);
    }

    private static Subscriber coalesced() {
        return new Subscriber("ep_c", true, DeliveryMode.COALESCED, List.of(new EventTypePattern("*")), null);
    }

    private static Subscriber subscriber(String id, String filter, String... patterns) {
        return new Subscriber(id, true, DeliveryMode.INSTANT, List.of(patterns).stream().map(EventTypePattern::new).toList(),
                filter == null ? null : Filter.of(filter));
    }
}
