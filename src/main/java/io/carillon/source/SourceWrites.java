package io.carillon.source;

import io.carillon.access.AuditLog;
import io.carillon.access.ScopeEnded;
import io.carillon.database.Database;
import io.carillon.platform.FactLog;
import io.carillon.problem.ProblemException;
import io.carillon.tenant.VisibleTenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;

/** Writes sources, in the caller's transaction, each with its entry in the audit log. */
@ApplicationScoped
public class SourceWrites {

    private static final FactLog LOG = FactLog.of(SourceWrites.class);

    @Inject
    private Database database;
    @Inject
    private VisibleTenants tenants;
    @Inject
    private SourceSecrets secrets;
    @Inject
    private AuditLog audit;
    @Inject
    private Event<ReadySources.SourceWritten> written;
    @Inject
    private Clock clock;

    /** A new source; its organization stays locked until the end of the transaction. */
    Source create(String id, SourceRequest request) {
        SourceRules.check(request, null);
        if (request.organizationId() != null && !tenants.lockOrganization(request.organizationId())) {
            throw ProblemException.invalid("/organizationId", "is not an organization: " + request.organizationId());
        }
        Source source = new Source(id, request.organizationId(), clock.instant());
        source.describe(request, secrets.stored(request.verification().secret(), null, id));
        database.entities().persist(source);
        audit.record("source.created", source.audited(), null, SourceDocument.of(source));
        LOG.info("source.created", "source", id);
        return source;
    }

    /** Makes {@code source} what {@code request} says. */
    void describe(Source source, String action, SourceRequest request) {
        SourceRules.check(request, source);
        SourceDocument before = SourceDocument.of(source);
        source.describe(request, secrets.stored(request.verification().secret(), source.encryptedSecret(), source.id()));
        written.fire(new ReadySources.SourceWritten(source.id()));
        audit.record(action, source.audited(), before, SourceDocument.of(source));
    }

    void delete(Source source) {
        SourceDocument before = SourceDocument.of(source);
        database.entities().remove(source);
        written.fire(new ReadySources.SourceWritten(source.id()));
        audit.record("source.deleted", source.audited(), before, null);
        LOG.info("source.deleted", "source", source.id());
    }

    /** The sources of an organization end with it. */
    void end(@Observes ScopeEnded ended) {
        ended.scope().organization().ifPresent(organization -> database.entities()
                .createQuery("SELECT s FROM Source s WHERE s.organizationId = :id ORDER BY s.id", Source.class)
                .setParameter("id", organization).getResultList().forEach(this::delete));
    }
}
