package io.carillon.tenant;

/**
 * An organization no longer enables an application; the transaction that says so has committed. Fired outside a transaction, so
 * that observers can work in short ones.
 *
 * @param organizationId null for every organization, because the application was deleted
 * @param applicationId  null for every application, because the organization was deleted
 */
public record ConsentWithdrawn(Long organizationId, String applicationId) {
}
