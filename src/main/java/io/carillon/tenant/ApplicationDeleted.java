package io.carillon.tenant;

/** An application is being deleted, in the current transaction; observers delete what belongs to it. */
public record ApplicationDeleted(String applicationId) {
}
