package io.carillon.sample;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.carillon.catalog.Catalog;
import io.carillon.catalog.CatalogSnapshot;
import io.carillon.catalog.Meaning;
import io.carillon.database.Database;
import io.carillon.endpoint.Credentials;
import io.carillon.endpoint.DeliveryMode;
import io.carillon.endpoint.Endpoint;
import io.carillon.endpoint.EndpointAccess;
import io.carillon.endpoint.EndpointCredentials;
import io.carillon.endpoint.EndpointHeaders;
import io.carillon.endpoint.VisibleEndpoints;
import io.carillon.http.CanonicalMember;
import io.carillon.json.CanonicalJson;
import io.carillon.json.StrictJson;
import io.carillon.message.Announcement;
import io.carillon.message.Message;
import io.carillon.platform.Ids;
import io.carillon.problem.ProblemException;
import io.carillon.sending.Webhook;
import io.carillon.sending.Webhook.Target;
import io.carillon.tenant.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Creates the webhook that an endpoint would get for an event type: the catalog's example in the endpoint's format, signed with
 * its credentials, with a new id. It reads in a separate transaction and writes nothing.
 */
@ApplicationScoped
public class SampleContent {

    /** The object and the organization in the example of the SportsEngine document. */
    private static final String RESOURCE_ID = "ab9f4201-4ef4-4a02-946f-81c3399959a2";
    private static final long ORGANIZATION_ID = 12345;
    private static final int LONGEST_DATA = 262_144;
    /** Twice what the documented receivers tolerate. */
    private static final Duration AGE_OF_OLD_ONES = Duration.ofMinutes(10);

    @Inject
    private Database database;
    @Inject
    private VisibleEndpoints endpoints;
    @Inject
    private Catalog catalog;
    @Inject
    private Tenants tenants;
    @Inject
    private EndpointCredentials credentials;
    @Inject
    private EndpointHeaders headers;
    @Inject
    private EndpointAccess access;
    @Inject
    private Clock clock;

    /**
     * Returns the sample that {@code request} describes for an endpoint, whether or not it is switched on.
     *
     * @throws ProblemException 404 for an endpoint, 409 for one that is polled, 422 for an event type that it cannot get
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public Sample of(String reference, SampleRequest request) {
        Endpoint endpoint = VisibleEndpoints.withWebhooks(endpoints.endpoint(reference));
        CatalogSnapshot matrix = catalog.current().openTo(tenants.flagsOf(endpoint.applicationId()));
        Meaning meaning = matrix.meaningOf(request.eventType(), null, null);
        if (meaning instanceof Meaning.Unknown unknown) {
            throw ProblemException.invalid("/eventType", unknown.flaw().detail());
        }
        Instant now = clock.instant();
        String example = Optional.ofNullable(CanonicalMember.of(request.data(), "/data", LONGEST_DATA))
                .or(() -> matrix.exampleOf(((Meaning.Known) meaning).eventType()).map(SampleContent::canonical)).orElse(null);
        Message message = new Message(Ids.next("wh"),
                announcement(organizationOf(endpoint), endpoint.mode(), (Meaning.Known) meaning, example, now), 0, now);
        Credentials signing = request.variant() == SampleVariant.FORGED ? credentials.forged(endpoint)
                : credentials.at(now, endpoint);
        Target target = Target.of(endpoint, headers.of(endpoint), access.of(endpoint));
        return new Sample(endpoint.id(), endpoint.applicationId(), new Webhook(message, target, 1, signing),
                request.variant() == SampleVariant.OLD ? now.minus(AGE_OF_OLD_ONES) : now);
    }

    /** A single change of the example object, which happens at {@code now}; {@code example} may be null. */
    static Announcement announcement(long organizationId, DeliveryMode mode, Meaning.Known known, String example, Instant now) {
        return new Announcement(organizationId, known.resourceType(), RESOURCE_ID, known.operation().word(), known.eventType(),
                mode, 1, now, now, example);
    }

    /** The application's owner; without one, an organization that enabled it; without any, the number in the document. */
    private long organizationOf(Endpoint endpoint) {
        List<?> found = database.entities().createNativeQuery("""
                SELECT COALESCE(a.owner_organization_id, MIN(n.organization_id)) FROM application a
                JOIN endpoint e ON e.application_id = a.id LEFT JOIN enablement n ON n.application_id = a.id
                WHERE e.id = ? GROUP BY a.owner_organization_id""").setParameter(1, endpoint.id()).getResultList();
        return found.get(0) instanceof Number organization ? organization.longValue() : ORGANIZATION_ID;
    }

    /** The example as a body shows it; fails for text that is not JSON, because then the catalog is wrong. */
    static String canonical(String example) {
        try {
            return CanonicalJson.write(StrictJson.mapper().readTree(example));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the catalog has an example that is not JSON: " + example, e);
        }
    }

    /**
     * A sample, its endpoint and its application.
     *
     * @param signedAt the time in its signature
     */
    public record Sample(String endpointId, String applicationId, Webhook webhook, Instant signedAt) {
    }
}
