package io.carillon.tracking;

import io.carillon.access.Capability;
import io.carillon.access.CurrentCaller;
import io.carillon.database.Database;
import io.carillon.endpoint.Credentials;
import io.carillon.endpoint.Endpoint;
import io.carillon.endpoint.EndpointAccess;
import io.carillon.endpoint.EndpointCredentials;
import io.carillon.endpoint.EndpointHeaders;
import io.carillon.endpoint.UnreadableSecret;
import io.carillon.endpoint.VisibleEndpoints;
import io.carillon.message.Deliveries;
import io.carillon.message.Delivery;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import io.carillon.sending.SentWebhook;
import io.carillon.sending.Webhook;
import io.carillon.sending.Webhook.Target;
import io.carillon.sending.WebhookRequest;
import io.carillon.sending.WebhookSender;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.TypedQuery;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Rebuilds the requests of attempts. A body and its signatures are computed from the message, the attempt's number and time, and
 * the credentials, so that they need not be stored.
 */
@ApplicationScoped
class AttemptRequests {

    @Inject
    private Database database;
    @Inject
    private Deliveries deliveries;
    @Inject
    private WebhookSender sender;
    @Inject
    private EndpointCredentials credentials;
    @Inject
    private EndpointHeaders headers;
    @Inject
    private EndpointAccess access;
    @Inject
    private CurrentCaller caller;
    @Inject
    private Clock clock;

    /** The request of the attempt {@code number}. */
    RequestDocument rebuild(Delivery delivery, int number) {
        Instant startedAt = startOf(delivery.id(), number);
        return build(delivery, number, startedAt, credentials::ofAttempt);
    }

    /** The request that another attempt would send if it began now. */
    RequestDocument next(Delivery delivery) {
        if (delivery.endpoint().isDeleted()) {
            throw new ProblemException(ProblemType.CONFLICT, "The endpoint was deleted, so there is no other attempt.");
        }
        VisibleEndpoints.withWebhooks(delivery.endpoint());
        return build(delivery, delivery.attempts() + 1, clock.instant().truncatedTo(ChronoUnit.MILLIS), credentials::at);
    }

    private RequestDocument build(Delivery delivery, int number, Instant startedAt,
            BiFunction<Instant, Endpoint, Credentials> credentialsAt) {
        Endpoint endpoint = delivery.endpoint();
        if (!deliveries.hasConsent(delivery.id())) {
            throw new ProblemException(ProblemType.CONFLICT, "The organization " + delivery.message().organizationId()
                    + " does not enable the application " + endpoint.applicationId() + "; its data are not shown.");
        }
        if (delivery.lacksContent()) {
            throw Redelivery.withoutContent(delivery);
        }
        Credentials signing = signing(endpoint, startedAt, credentialsAt);
        Map<String, String> own = headers.of(endpoint);
        WebhookRequest request = sender.sign(
                new Webhook(delivery.message(), Target.of(endpoint, own, access.of(endpoint)), number, signing), startedAt);
        SentWebhook sent = SentWebhook.of(request, own);
        return new RequestDocument(true, number, startedAt, endpoint.updatedAt().isAfter(startedAt), !signing.isNone(),
                sent.method(), sent.url(), sent.headers(), sent.body());
    }

    private Instant startOf(String deliveryId, int number) {
        TypedQuery<Attempt> attempts = database.entities()
                .createQuery("SELECT a FROM Attempt a WHERE a.deliveryId = ?1 AND a.number = ?2", Attempt.class);
        return attempts.setParameter(1, deliveryId).setParameter(2, number).getResultStream().findFirst()
                .map(Attempt::startedAt)
                .orElseThrow(() -> ProblemException.notFound("recorded attempt " + number + " of the delivery " + deliveryId));
    }

    /** None for a caller that may not see secrets: with a signature, a request could be forged. */
    private Credentials signing(Endpoint endpoint, Instant at, BiFunction<Instant, Endpoint, Credentials> credentialsAt) {
        try {
            return !caller.may(Capability.SECRETS) ? Credentials.NONE : credentialsAt.apply(at, endpoint);
        } catch (UnreadableSecret e) {
            return Credentials.NONE;
        }
    }
}
