package io.carillon.insight;

import io.carillon.access.CurrentCaller;
import io.carillon.http.Paging;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Answers who subscribes to event types: operators with a page of endpoints, tenants with the number of theirs. */
@ApplicationScoped
class Subscribers {

    @Inject
    private SubscriberReader reader;
    @Inject
    private ReadPlaces places;
    @Inject
    private CurrentCaller caller;

    /**
     * Those of some event types.
     *
     * @param eventTypes by the flags that an application needs for them
     */
    SubscribersDocument of(Map<Set<String>, Set<String>> eventTypes, Paging paging) {
        Viewer viewer = Viewer.of(caller, true);
        String after = paging.after();
        return places.read(() -> viewer.isOperator()
                ? SubscribersDocument.of(paging.pageOf(most -> reader.list(eventTypes, after, most),
                        eventTypes.isEmpty() ? null : reader.last(after), Function.identity(), SubscriberDocument::endpointId))
                : SubscribersDocument.of(reader.count(eventTypes, viewer)));
    }
}
