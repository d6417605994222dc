package io.carillon.tenant;

import io.carillon.access.AuditLog;
import io.carillon.database.Database;
import io.carillon.database.JpqlFilter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;

/** Creates and describes applications, in the caller's transaction. */
@ApplicationScoped
class ApplicationWrites {

    @Inject
    private Database database;
    @Inject
    private AuditLog audit;
    @Inject
    private Clock clock;

    /** Creates the application {@code id}; 409 if the owner has one with its external id. */
    ApplicationDocument create(String id, Long owner, ApplicationRequest request) {
        Application application = new Application(id, owner, clock.instant());
        describe(application, request);
        database.entities().persist(application);
        ApplicationDocument created = ApplicationDocument.of(application);
        audit.record("application.created", application.audited(), null, created);
        return created;
    }

    /** Makes the application what {@code request} says, and records that as {@code action}; 409 as above. */
    ApplicationDocument change(Application application, String action, ApplicationRequest request) {
        ApplicationDocument before = ApplicationDocument.of(application);
        describe(application, request);
        ApplicationDocument after = ApplicationDocument.of(application);
        audit.record(action, application.audited(), before, after);
        return after;
    }

    /** Looks for the external id first, so that the answer can say what has it; of two at the same time, the index stops one. */
    private void describe(Application application, ApplicationRequest request) {
        String wanted = request.externalId();
        if (wanted != null && !wanted.equals(application.external().externalId())) {
            Long owner = application.ownerOrganizationId();
            JpqlFilter sameOwner = owner == null ? new JpqlFilter().and("a.ownerOrganizationId IS NULL")
                    : new JpqlFilter().and("a.ownerOrganizationId = ?", owner);
            sameOwner.and("a.external.externalId = ?", wanted).and("a.deletedAt IS NULL")
                    .query(database.entities(), String.class, "SELECT a.id FROM Application a", "")
                    .getResultStream().findFirst().ifPresent(taken -> {
                        throw ExternalId.taken(wanted, taken);
                    });
        }
        application.describe(request);
    }
}
