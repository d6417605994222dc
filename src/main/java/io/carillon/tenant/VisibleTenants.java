package io.carillon.tenant;

import static io.carillon.settings.Setting.DIRECTORY;

import io.carillon.access.CurrentCaller;
import io.carillon.access.Role;
import io.carillon.access.ScopeGranted;
import io.carillon.database.Database;
import io.carillon.database.JpqlFilter;
import io.carillon.problem.ProblemException;
import io.carillon.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import java.util.Optional;

/**
 * Finds the organization or application that a path names if the caller of the current request may see it; otherwise it throws
 * a 404, exactly as for one that does not exist or was deleted. Every resource that names one uses this class.
 */
@ApplicationScoped
public class VisibleTenants {

    private Database database;
    private CurrentCaller caller;
    private Settings settings;

    /** For the container's proxy. */
    protected VisibleTenants() {
    }

    @Inject
    VisibleTenants(Database database, CurrentCaller caller, Settings settings) {
        this.database = database;
        this.caller = caller;
        this.settings = settings;
    }

    /** The calling application, if it may read only the organizations that have enabled it. */
    Optional<String> enabledOnly() {
        return caller.application().filter(own -> settings.word(DIRECTORY).equals("enabled"));
    }

    /** Returns the organization; an application sees all, or those that have enabled it. */
    Organization organization(long id) {
        boolean visible = caller.organization().map(own -> own == id).orElse(true)
                && enabledOnly().map(own -> isEnabled(id, own)).orElse(true);
        return found(visible ? existing(id) : null, "organization " + id);
    }

    /** The limit of changes a day that the organization has of its own; empty for that of the installation. */
    public Optional<Integer> changesADay(long organizationId) {
        return Optional.ofNullable(organization(organizationId).changesADay());
    }

    /** Like {@link #organization}, locked until the end of the transaction. */
    Organization organizationForUpdate(long id) {
        lock(Organization.class, id);
        return organization(id);
    }

    /** Locks the organization until the end of the transaction; returns whether there is one. */
    public boolean lockOrganization(long id) {
        lock(Organization.class, id);
        return existing(id) != null;
    }

    private void lock(Class<?> entity, Object id) {
        database.entities().find(entity, id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Returns the organization to any caller; null when it does not exist or was deleted. */
    Organization existing(long id) {
        Organization organization = database.entities().find(Organization.class, id);
        return organization == null || organization.isDeleted() ? null : organization;
    }

    private boolean isEnabled(long organizationId, String applicationId) {
        return database.entities().find(Enablement.class, new Enablement.Key(organizationId, applicationId)) != null;
    }

    /**
     * Returns the application if the caller is an operator, its owner or the application itself.
     *
     * @param reference its id, or {@code ext:} and its external id
     */
    public Application application(String reference) {
        return managed(idOf(reference));
    }

    /** Like {@link #application}, locked until the end of the transaction. */
    Application applicationForUpdate(String reference) {
        String id = idOf(reference);
        lock(Application.class, id);
        return managed(id);
    }

    private Application managed(String id) {
        Application application = anyApplication(id);
        return found(manages(application) ? application : null, "application " + id);
    }

    /** The id that {@code reference} means; an external id is looked for among the caller's applications only. */
    private String idOf(String reference) {
        return ExternalId.in(reference).map(externalId -> ExternalId.only(new JpqlFilter()
                .and("a.external.externalId = ?", externalId).and("a.deletedAt IS NULL")
                .and("a.id = ?", caller.application().orElse(null))
                .and("a.ownerOrganizationId = ?", caller.organization().orElse(null))
                .query(database.entities(), String.class, "SELECT a.id FROM Application a", "ORDER BY a.id")
                .setMaxResults(2).getResultList(), "application", reference)).orElse(reference);
    }

    /** Returns the application regardless of its owner, because an organization may enable any. */
    Application anyApplication(String id) {
        return found(existing(id), "application " + id);
    }

    /** Returns the application to any caller; null when it does not exist or was deleted. */
    Application existing(String id) {
        Application application = database.entities().find(Application.class, id);
        return application == null || application.isDeleted() ? null : application;
    }

    /** Whether the caller may see and change everything about the application; for the log, also after it was deleted. */
    public boolean manages(String applicationId) {
        return caller.get().role() == Role.OPERATOR || manages(database.entities().find(Application.class, applicationId));
    }

    /** Whether there is such an application and the caller manages it. */
    public boolean managesExisting(String applicationId) {
        return Optional.ofNullable(existing(applicationId)).filter(this::manages).isPresent();
    }

    private boolean manages(Application application) {
        return caller.organization().map(own -> own.equals(application.ownerOrganizationId())).orElse(true)
                && caller.application().map(own -> own.equals(application.id())).orElse(true);
    }

    /** Rejects a new key whose scope names a tenant that does not exist. */
    void tenantExists(@Observes ScopeGranted granted) {
        granted.scope().organization().filter(id -> existing(id) == null)
                .ifPresent(id -> refuseScope("organization", id));
        granted.scope().application().filter(id -> existing(id) == null)
                .ifPresent(id -> refuseScope("application", id));
    }

    private static void refuseScope(String kind, Object id) {
        throw ProblemException.invalid("/scope", "names an " + kind + " that does not exist: " + id);
    }

    private static <T> T found(T row, String what) {
        if (row == null) {
            throw ProblemException.notFound(what);
        }
        return row;
    }
}
