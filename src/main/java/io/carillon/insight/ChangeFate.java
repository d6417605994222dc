package io.carillon.insight;

import static io.carillon.insight.Code.CREATED_LATER;
import static io.carillon.insight.Code.DELETED;
import static io.carillon.insight.Code.EXPIRED;
import static io.carillon.insight.Code.FILTERED_OUT;
import static io.carillon.insight.Code.LACKS_FLAGS;
import static io.carillon.insight.Code.NOT_ENABLED;
import static io.carillon.insight.Code.NOT_NAMED;
import static io.carillon.insight.Code.NOT_SELECTED;
import static io.carillon.insight.Code.OTHER_MODE;
import static io.carillon.insight.Code.SWITCHED_OFF;
import static io.carillon.insight.Code.UNCLEAR;
import static io.carillon.insight.Code.WAITING;

import io.carillon.endpoint.DeliveryMode;
import io.carillon.endpoint.EndpointStatus;
import io.carillon.insight.Facts.OpenBucket;
import io.carillon.insight.Registry.App;
import io.carillon.insight.Registry.Endpoint;
import io.carillon.insight.Registry.State;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What became of one change that is announced, for each endpoint. An instant endpoint was decided about when the change was
 * handled, a coalesced one at the tick; while the bucket is open, the present configuration counts. There was a bucket only if
 * the organization had a coalesced endpoint when the change was handled.
 */
final class ChangeFate {

    static final String NAMES_OTHERS = "The change names the endpoints that may get it, and this one is not among them.";
    /** The window's row is written a moment after the change is entered. */
    private static final int MOMENT_SECONDS = 2;

    private final ReportedChange change;
    private final Viewer viewer;
    private final Facts facts;
    private final Limits limits;
    private final Remedies remedies;
    private final ObjectHistory history;
    /** The ids of the messages that cover the change. */
    private final List<String> covering;
    /** The first coalesced one of them. */
    private final Optional<SentMessage> announcement;
    private final Optional<OpenBucket> open;

    ChangeFate(ReportedChange change, ObjectHistory history, Viewer viewer, Facts facts, Limits limits, Remedies remedies) {
        this.change = change;
        this.history = history;
        this.viewer = viewer;
        this.facts = facts;
        this.limits = limits;
        this.remedies = remedies;
        covering = history.coverage().messagesOf(change);
        announcement = history.messages().stream()
                .filter(message -> !message.isInstant() && covering.contains(message.id())).findFirst();
        open = facts.buckets().stream().filter(bucket -> announcement.isEmpty()
                && bucket.resourceType().equals(change.announcedType()) && bucket.eventType().equals(change.announcedAs())
                && !change.receivedAt().isBefore(bucket.openedAt().minusSeconds(MOMENT_SECONDS))).findFirst();
    }

    /** When coalesced endpoints were decided about: at the tick, or now while the bucket is open. */
    Instant decidedAt() {
        if (open.isPresent()) {
            return facts.now();
        }
        Instant tick = limits.tickAfter(change.receivedAt());
        return announcement.map(SentMessage::createdAt).orElseGet(() -> history.messages().stream()
                .filter(message -> !message.isInstant()).map(SentMessage::createdAt)
                .filter(at -> !at.isBefore(change.receivedAt()) && at.isBefore(tick.plus(limits.window())))
                .min(Comparator.naturalOrder()).orElse(tick));
    }

    boolean wasEnabled(App app) {
        return facts.registry().isEnabled(app, decidedAt()) || facts.registry().isEnabled(app, change.receivedAt());
    }

    /** Whether the endpoint existed when it was decided about, or got the change. */
    boolean concerned(Endpoint endpoint) {
        return hasDelivery(endpoint) || facts.registry().at(endpoint, decidedAt()).filter(State::exists).isPresent()
                || facts.registry().at(endpoint, change.receivedAt()).filter(State::exists).isPresent();
    }

    boolean hasDelivery(Endpoint endpoint) {
        return deliveryTo(endpoint).isPresent();
    }

    private Optional<SentDelivery> deliveryTo(Endpoint endpoint) {
        return facts.deliveries().stream().filter(delivery -> delivery.endpointId().equals(endpoint.id())
                && covering.contains(delivery.messageId())).max(Comparator.comparing(SentDelivery::createdAt));
    }

    /** The verdict for one endpoint. */
    Verdict of(App app, Endpoint endpoint) {
        return deliveryTo(endpoint).map(delivery -> ofDelivery(app, endpoint, delivery))
                .orElseGet(() -> withoutDelivery(app, endpoint).of(app.id(), endpoint.id()));
    }

    private Verdict ofDelivery(App app, Endpoint endpoint, SentDelivery delivery) {
        SentMessage message = history.messages().stream().filter(one -> one.id().equals(delivery.messageId())).findFirst()
                .orElseThrow();
        Verdict verdict = new DeliveryFate(viewer, facts, remedies).of(app, endpoint, delivery, message, change);
        return history.coverage().by(message.id()).isExact() ? verdict : verdict.inexact();
    }

    private Verdict withoutDelivery(App app, Endpoint endpoint) {
        Registry registry = facts.registry();
        Optional<State> first = registry.at(endpoint, change.receivedAt()).filter(State::exists);
        boolean isInstant = first.filter(state -> state.mode() == DeliveryMode.INSTANT).isPresent();
        Instant decided = isInstant ? change.receivedAt() : decidedAt();
        Optional<State> then = registry.at(endpoint, decided);
        if (then.isEmpty() || first.isEmpty() && then.get().exists() && then.get().mode() == DeliveryMode.INSTANT) {
            return Verdict.of(CREATED_LATER, endpoint.createdAt(), "The endpoint was created later.", null);
        }
        if (!then.get().exists()) {
            return Verdict.of(DELETED, decided, "The endpoint was deleted before.", remedies.createEndpoint(app));
        }
        if (!registry.isEnabled(app, decided)) {
            return Verdict.of(NOT_ENABLED, decided, "The organization had not enabled the application then.",
                    app.enabledAt() == null ? remedies.enable(app.id()) : null);
        }
        if (!isInstant && then.get().mode() == DeliveryMode.INSTANT) {
            return Verdict.of(OTHER_MODE, decided, "The endpoint was coalesced when the change was reported and instant at the"
                    + " tick, so neither announced it.", null);
        }
        if (!then.get().selects(change.announcedAs())) {
            return Verdict.of(NOT_SELECTED, decided, "The endpoint did not select " + change.announcedAs()
                    + (viewer.manages(app) ? ", only " + String.join(", ", then.get().eventTypes()) : "") + ".",
                    endpoint.state().exists() && !endpoint.state().selects(change.announcedAs())
                            ? remedies.select(app, endpoint, change.announcedAs()) : null);
        }
        if (!change.mayReach(endpoint.id())) {
            return Verdict.of(NOT_NAMED, decided, NAMES_OTHERS, remedies.report("If it is meant for this endpoint too, report it"
                    + " again with its id among the endpoints."));
        }
        Set<String> lacking = registry.lacking(app, change.flags(), decided);
        if (!lacking.isEmpty()) {
            return Verdict.of(LACKS_FLAGS, decided, "The application lacked flags that " + change.announcedAs() + " needs: "
                    + String.join(", ", lacking) + ".", remedies.giveFlags(app, lacking));
        }
        Optional<Verdict> filtered = filteredOut(app, endpoint, first.map(State::filter), then.get().filter(), decided);
        return filtered.orElseGet(() -> open.isPresent() && !isInstant ? waiting(then.get())
                : tooLate(app, endpoint).orElseGet(() -> unclear(endpoint, decided)));
    }

    /** If the endpoint existed and was enabled at the tick, but not when the change came, and so no bucket kept it until then. */
    private Optional<Verdict> tooLate(App app, Endpoint endpoint) {
        Instant received = change.receivedAt();
        if (facts.registry().at(endpoint, received).filter(State::exists).isEmpty()) {
            return Optional.of(Verdict.of(CREATED_LATER, endpoint.createdAt(), "The endpoint was created later.", null));
        }
        return facts.registry().isEnabled(app, received) ? Optional.empty() : Optional.of(Verdict.of(NOT_ENABLED, received,
                "The organization enabled the application later.", null));
    }

    /**
     * If the change did not pass the filter of the endpoint. Each change was judged by the filter of then; one that was handled
     * before the endpoint had its present filter is judged at the tick, together with others, which nothing records.
     */
    private Optional<Verdict> filteredOut(App app, Endpoint endpoint, Optional<String> before, String then, Instant decided) {
        boolean isSame = before.filter(filter -> filter.equals(then)).isPresent();
        if (then == null || !change.wasStoppedAt(endpoint.id()) && (isSame || open.isPresent())) {
            return Optional.empty();
        }
        Verdict verdict = Verdict.of(FILTERED_OUT, decided, "The change did not pass the endpoint's filter.",
                remedies.tryFilter(app, endpoint));
        return Optional.of(isSame ? verdict : verdict.inexact());
    }

    private Verdict waiting(State state) {
        OpenBucket bucket = open.orElseThrow();
        Instant tick = limits.tickAfter(bucket.openedAt());
        String until = "The change waits in the open bucket"
                + (bucket.changes() > 1 && change.named() == null ? " with " + (bucket.changes() - 1) + " more" : "")
                + " until " + tick
                + (facts.now().isAfter(tick) ? ", which is late" : "");
        return state.status() == EndpointStatus.ACTIVE ? Verdict.of(WAITING, tick, until + "; then it is announced.", null)
                : Verdict.of(SWITCHED_OFF, tick, until + "; the endpoint is switched off, so its delivery is kept then.",
                null);
    }

    private Verdict unclear(Endpoint endpoint, Instant decided) {
        if (!decided.plus(limits.keepsMessages()).isAfter(facts.now())) {
            return Verdict.of(EXPIRED, decided, "The message is older than what Carillon keeps.", null);
        }
        return Verdict.of(UNCLEAR, decided, facts.registry().changedNear(endpoint, decided, MOMENT_SECONDS)
                ? "The configuration changed at about the same time; the change may have come before."
                : "There is no record of a message for this change. Ask again in a moment, then ask an operator.",
                null).inexact();
    }
}
