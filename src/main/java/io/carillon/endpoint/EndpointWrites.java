package io.carillon.endpoint;

import static io.carillon.settings.Setting.MAX_ENDPOINTS;

import io.carillon.access.AuditLog;
import io.carillon.database.Database;
import io.carillon.database.JpqlFilter;
import io.carillon.json.DocumentTree;
import io.carillon.platform.EnumWords;
import io.carillon.platform.FactLog;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import io.carillon.settings.Settings;
import io.carillon.tenant.Application;
import io.carillon.tenant.ExternalId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/** Creates, describes and switches endpoints, in the caller's transaction. */
@ApplicationScoped
class EndpointWrites {

    private static final FactLog LOG = FactLog.of(EndpointWrites.class);

    @Inject
    private Database database;
    @Inject
    private EndpointRules rules;
    @Inject
    private SigningSecrets secrets;
    @Inject
    private SigningKeys keys;
    @Inject
    private EndpointHeaders headers;
    @Inject
    private EndpointAccess access;
    @Inject
    private Paces paces;
    @Inject
    private Mailboxes mailboxes;
    @Inject
    private EndpointDocuments documents;
    @Inject
    private AuditLog audit;
    @Inject
    private Event<EndpointEdited> edited;
    @Inject
    private Settings settings;
    @Inject
    private Clock clock;

    /** Creates the endpoint {@code id}; 409 when the application has as many as it may. */
    EndpointDocument create(Application application, String id, EndpointRequest request) {
        rules.checkNew(request, application.flags());
        checkRoom(application);
        checkExternalId(application.id(), null, request);
        Instant now = clock.instant();
        EndpointStatus status = request.status() == null ? EndpointStatus.ACTIVE : request.status();
        Endpoint endpoint = new Endpoint(id, application.id(), status, secrets.encrypted(id, request.secret()), now);
        endpoint.describe(request, headers.encrypt(request.headers(), id), access.of(request, StoredAccess.NONE, id), now);
        keys.createIfNeeded(endpoint, now);
        database.entities().persist(endpoint);
        if (request.rateLimit() != null) {
            paces.set(id, request.rateLimit());
        }
        if (request.transport() == Transport.POLL) {
            mailboxes.open(id);
        }
        EndpointDocument created = documents.of(endpoint);
        audit.record("endpoint.created", endpoint.audited(), null, created);
        database.entities().flush(); // what observers write may refer to the row
        edited.fire(EndpointEdited.created(endpoint));
        database.whenCommitted(() -> LOG.info("endpoint.created", "endpoint", id, "application", application.id(),
                "host", UrlForms.of(request.url()).host()));
        return created;
    }

    /** Locks the application, so that concurrent creations wait for each other and each counts the other's endpoint. */
    private void checkRoom(Application application) {
        database.entities().lock(application, LockModeType.PESSIMISTIC_WRITE);
        long existing = database.entities()
                .createQuery("SELECT COUNT(e) FROM Endpoint e WHERE e.applicationId = :id AND e.status <> :deleted", Long.class)
                .setParameter("id", application.id())
                .setParameter("deleted", EnumWords.of(EndpointStatus.DELETED))
                .getSingleResult();
        if (existing >= settings.number(MAX_ENDPOINTS)) {
            throw new ProblemException(ProblemType.LIMIT_REACHED,
                    "An application may have at most " + settings.number(MAX_ENDPOINTS) + " endpoints; delete one first.");
        }
    }

    /** Looks for the external id first, so that the answer can say what has it; of two at the same time, the index stops one. */
    private void checkExternalId(String applicationId, String present, EndpointRequest request) {
        String wanted = request.externalId();
        if (wanted != null && !wanted.equals(present)) {
            new JpqlFilter().and("e.external.externalId = ?", wanted).and("e.applicationId = ?", applicationId)
                    .query(database.entities(), String.class, "SELECT e.id FROM Endpoint e", "")
                    .getResultStream().findFirst().ifPresent(taken -> {
                        throw ExternalId.taken(wanted, taken);
                    });
        }
    }

    /**
     * Makes the endpoint what {@code request} says, except the status. A request for what it is already changes nothing.
     *
     * @param before the endpoint as clients see it
     * @param action for the audit log
     */
    EndpointDocument describe(Endpoint endpoint, EndpointDocument before, String action, EndpointRequest request) {
        EndpointRequest written = EndpointRequest.of(endpoint, before.headers());
        if (request.equals(written)) {
            return before;
        }
        Map<String, String> stored = storedHeaders(endpoint);
        rules.checkChanged(request, endpoint, stored);
        checkExternalId(endpoint.applicationId(), written.externalId(), request);
        Instant now = clock.instant();
        endpoint.describe(request, headers.encrypt(EndpointHeaders.unmasked(request.headers(), stored), endpoint.id()),
                access.of(request, endpoint.access(), endpoint.id()), now);
        keys.createIfNeeded(endpoint, now);
        if (!Objects.equals(request.rateLimit(), before.rateLimit())) {
            paces.set(endpoint.id(), request.rateLimit());
        }
        EndpointDocument after = documents.of(endpoint);
        audit.record(action, endpoint.audited(), before, after);
        edited.fire(EndpointEdited.changed(endpoint, DocumentTree.differences(written, request)));
        return after;
    }

    /** None if no key decrypts them; then the owner must write them again. */
    Map<String, String> storedHeaders(Endpoint endpoint) {
        try {
            return headers.of(endpoint);
        } catch (UnreadableSecret e) {
            return Map.of();
        }
    }

    /** Null if there is none, or no key decrypts it. */
    EndpointAuthentication storedAuthentication(Endpoint endpoint) {
        try {
            return access.of(endpoint).authentication();
        } catch (UnreadableSecret e) {
            return null;
        }
    }

    /** Gives the endpoint another status, and forgets earlier failures. */
    EndpointDocument switchTo(Endpoint endpoint, EndpointStatus status, String action) {
        EndpointDocument before = documents.of(endpoint);
        endpoint.switchTo(status, clock.instant());
        EndpointDocument after = documents.of(endpoint);
        audit.record(action, endpoint.audited(), before, after);
        if (before.status() != status) {
            edited.fire(EndpointEdited.switched(endpoint));
        }
        database.whenCommitted(() ->
                LOG.info("endpoint.switched", "endpoint", endpoint.id(), "status", EnumWords.of(status)));
        return after;
    }
}
