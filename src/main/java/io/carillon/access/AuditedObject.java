package io.carillon.access;

/**
 * What an entry of the audit log is about, and whose it was at that time: the tenants that may read the entry. It is written into
 * the entry, so that a later owner does not see what was done before.
 *
 * @param id             the object's id in the API
 * @param organizationId the organization that may read the entry; if null, the owner of the application
 * @param applicationId  the application that may read the entry; may be null
 */
public record AuditedObject(String id, Long organizationId, String applicationId) {

    /** An object of the installation, which is no tenant's. */
    public static AuditedObject of(String id) {
        return new AuditedObject(id, null, null);
    }

    /** An object of the application {@code applicationId}, which may be null, and so of its owner. */
    public static AuditedObject ofApplication(String id, String applicationId) {
        return new AuditedObject(id, null, applicationId);
    }

    /** An organization. */
    public static AuditedObject ofOrganization(long id) {
        return new AuditedObject(String.valueOf(id), id, null);
    }

    /** A key, or something else that has a scope. */
    public static AuditedObject ofScope(String id, Scope scope) {
        return new AuditedObject(id, scope.organization().orElse(null), scope.application().orElse(null));
    }
}
