package io.carillon.insight;

import static io.carillon.insight.Code.ADDRESS_REFUSED;
import static io.carillon.insight.Code.CONTENT_REMOVED;
import static io.carillon.insight.Code.DELETED;
import static io.carillon.insight.Code.DELIVERED;
import static io.carillon.insight.Code.DUE;
import static io.carillon.insight.Code.FAILED;
import static io.carillon.insight.Code.GONE;
import static io.carillon.insight.Code.NOT_ENABLED;
import static io.carillon.insight.Code.NOT_POLLED;
import static io.carillon.insight.Code.OURS;
import static io.carillon.insight.Code.OUTRANKED;
import static io.carillon.insight.Code.OVERTAKEN;
import static io.carillon.insight.Code.PAUSED;
import static io.carillon.insight.Code.RATE_LIMITED;
import static io.carillon.insight.Code.RETRYING;
import static io.carillon.insight.Code.SUMMARISED;
import static io.carillon.insight.Code.SWITCHED_OFF;
import static io.carillon.insight.Code.WAITS_FOR_POLL;
import static io.carillon.insight.Code.WAITS_FOR_TURN;

import io.carillon.endpoint.EndpointStatus;
import io.carillon.insight.Registry.App;
import io.carillon.insight.Registry.Endpoint;
import io.carillon.insight.Verdict.Remedy;
import io.carillon.message.CancelReason;
import io.carillon.platform.EnumWords;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** The verdict about a change that has a message with a delivery to the endpoint. */
record DeliveryFate(Viewer viewer, Facts facts, Remedies remedies) {

    private static final int GONE_STATUS = 410;
    private static final String REFUSED = "refused";
    private static final Set<String> OURS_OUTCOMES = Set.of("no-name-service", "no-network", "proxy", "no-secret");

    Verdict of(App app, Endpoint endpoint, SentDelivery delivery, SentMessage message, ReportedChange change) {
        Verdict verdict = switch (delivery.state()) {
            case PENDING -> pending(app, endpoint, delivery, message);
            case AVAILABLE -> Verdict.of(WAITS_FOR_POLL, delivery.createdAt(), "The message " + message.id() + " is available,"
                    + " and waits until the receiver polls and confirms it.", remedies.poll(app, endpoint));
            case SKIPPED -> skipped(app, endpoint, delivery, message);
            case CANCELLED -> cancelled(app, delivery, message);
            case FAILED -> failed(app, endpoint, delivery, message);
            case SUCCEEDED -> succeeded(app, delivery, message, change);
        };
        boolean isToBeSaid = message.contentRemovedAt() != null && verdict.code() != CONTENT_REMOVED;
        return (isToBeSaid ? verdict.adding("Its content was removed at " + message.contentRemovedAt() + ".") : verdict)
                .of(delivery);
    }

    private Verdict.Remedy again(App app, SentDelivery delivery, SentMessage message) {
        return message.contentRemovedAt() == null ? remedies.redeliver(facts.registry(), app, delivery) : null;
    }

    /** An owner's pause and limit are shown to who manages the application. */
    private Verdict pending(App app, Endpoint endpoint, SentDelivery delivery, SentMessage message) {
        if (viewer.manages(app) && endpoint.isPaused()) {
            return Verdict.of(PAUSED, delivery.dueAt(), "The endpoint is paused by its owner; " + message.id()
                    + " waits until the pause ends.", remedies.endPause(endpoint));
        }
        if (delivery.waitsFor() != null) {
            return Verdict.of(WAITS_FOR_TURN, delivery.dueAt(), "The endpoint gets the messages about an object in their order; "
                    + message.id() + " waits for the delivery " + delivery.waitsFor() + ", which comes before it.",
                    remedies.before(app, delivery));
        }
        boolean waits = delivery.attempts() == 0 || !delivery.dueAt().isAfter(facts.now());
        if (viewer.manages(app) && waits && endpoint.nextSlotAt() != null && endpoint.nextSlotAt().isAfter(facts.now())) {
            return Verdict.of(RATE_LIMITED, delivery.dueAt(), "The message " + message.id() + " waits for the endpoint's rate"
                    + " limit; the next free slot is at " + endpoint.nextSlotAt() + ".", remedies.raiseLimit(endpoint));
        }
        if (delivery.attempts() > 0) {
            return Verdict.of(RETRYING, delivery.dueAt(), "Attempt " + delivery.attempts() + " of " + message.id() + " failed ("
                    + failure(app, delivery) + "); the next one is due at " + delivery.dueAt() + ".",
                    remedies.attempts(app, delivery));
        }
        boolean isPaused = endpoint.pausedUntil() != null && endpoint.pausedUntil().isAfter(facts.now());
        String why = isPaused ? "its receiver asked for a pause until " + endpoint.pausedUntil()
                : endpoint.failingSince() != null ? "the endpoint has been failing since " + endpoint.failingSince()
                + ", so it gets few places" : "it is being sent, or waits for a place";
        return Verdict.of(DUE, delivery.dueAt(), "The message " + message.id() + " has had no attempt yet: "
                + (viewer.manages(app) || !isPaused && endpoint.failingSince() == null ? why : "it waits for a place") + ".",
                null);
    }

    private Verdict skipped(App app, Endpoint endpoint, SentDelivery delivery, SentMessage message) {
        Optional<Registry.State> then = facts.registry().at(endpoint, delivery.completedAt());
        String state = then.map(Registry.State::status).filter(status -> status == EndpointStatus.INACTIVE
                || status == EndpointStatus.DISABLED).map(EnumWords::of).orElse("switched off");
        String reason = then.map(Registry.State::disabledReason)
                .filter(text -> viewer.manages(app)).map(text -> " (" + text + ")").orElse("");
        return Verdict.of(SWITCHED_OFF, delivery.completedAt(), "The endpoint was " + state + reason + "; " + message.id()
                + (message.contentRemovedAt() == null ? " is kept and can be redelivered." : " was not sent."),
                again(app, delivery, message));
    }

    private Verdict cancelled(App app, SentDelivery delivery, SentMessage message) {
        if (CancelReason.OVERTAKEN.word().equals(delivery.reason())) {
            return Verdict.of(OVERTAKEN, delivery.completedAt(), "Attempts of " + message.id() + " had failed for too long ("
                    + failure(app, delivery) + "), so the next message about the object was sent instead.",
                    again(app, delivery, message));
        }
        if (CancelReason.CONTENT_REMOVED.word().equals(delivery.reason())) {
            return Verdict.of(CONTENT_REMOVED, delivery.completedAt(), "The content of " + message.id() + " was removed before it"
                    + " was sent, so there is nothing to send.", null);
        }
        if (CancelReason.EXPIRED.word().equals(delivery.reason())) {
            return Verdict.of(NOT_POLLED, delivery.completedAt(), "The message " + message.id() + " was available until "
                    + delivery.completedAt() + ", and no poll of the receiver confirmed it.",
                    again(app, delivery, message));
        }
        return CancelReason.NOT_ENABLED.word().equals(delivery.reason())
                ? Verdict.of(NOT_ENABLED, delivery.completedAt(), "The organization withdrew the enablement before "
                + message.id() + " was sent.", app.enabledAt() == null ? remedies.enable(app.id())
                : again(app, delivery, message))
                : Verdict.of(DELETED, delivery.completedAt(), "The endpoint was deleted before " + message.id() + " was sent.",
                remedies.createEndpoint(app));
    }

    private Verdict failed(App app, Endpoint endpoint, SentDelivery delivery, SentMessage message) {
        Code code = delivery.status() != null && delivery.status() == GONE_STATUS ? GONE
                : REFUSED.equals(delivery.outcome()) ? ADDRESS_REFUSED
                : OURS_OUTCOMES.contains(delivery.outcome()) ? OURS : FAILED;
        String sentence = switch (code) {
            case GONE -> "The receiver answered 410 to " + message.id() + ", so Carillon switched the endpoint off.";
            case ADDRESS_REFUSED -> "The URL leads to an address where webhooks may not go; " + message.id() + " was not sent.";
            case OURS -> "Carillon could not send " + message.id() + " (" + failure(app, delivery)
                    + "); the receiver is not to blame.";
            default -> "The " + (delivery.attempts() == 1 ? "only attempt" : "last of " + delivery.attempts() + " attempts")
                    + " of " + message.id() + " failed (" + failure(app, delivery) + ")."
                    + (message.isOnce() ? " Its producer asked for no retry." : "");
        };
        return Verdict.of(code, delivery.attemptAt(), sentence, code == ADDRESS_REFUSED && endpoint.state().exists()
                ? remedies.changeUrl(app, endpoint) : again(app, delivery, message));
    }

    private Verdict succeeded(App app, SentDelivery delivery, SentMessage message, ReportedChange change) {
        boolean isPolled = delivery.attemptAt() == null;
        Instant at = isPolled ? delivery.completedAt() : delivery.attemptAt();
        Remedy next = isPolled ? null : remedies.attempts(app, delivery);
        String answered = isPolled ? "The receiver polled " + message.id() + " and confirmed it at " + at
                : "The receiver answered " + delivery.status() + " to " + message.id() + " at " + at;
        if (message.changes() == 1) {
            return Verdict.of(DELIVERED, at, answered
                    + (message.isInstant() && !isPolled ? ", which was sent at once." : ".")
                    + (viewer.manages(app) && !isPolled ? " Look for this webhook-id in the receiver's log." : ""), next);
        }
        String oneOf = "It is one of " + message.changes() + " changes that " + message.id() + " announces together";
        return message.eventType().equals(change.announcedAs())
                ? Verdict.of(SUMMARISED, at, oneOf + ". " + answered + ".", next)
                : Verdict.of(OUTRANKED, at, oneOf + " as " + message.eventType()
                + ": delete counts more than create, create more than update, and among equals the latest. " + answered + ".",
                next);
    }

    /** What went wrong; the receiver's part of it only for who manages the application. */
    private String failure(App app, SentDelivery delivery) {
        String outcome = delivery.status() == null ? delivery.outcome() : "the receiver answered " + delivery.status();
        return viewer.manages(app) && delivery.detail() != null ? outcome + ": " + delivery.detail() : outcome;
    }
}
