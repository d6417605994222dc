package io.carillon.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;

/** Revokes all keys of a scope, because its tenant is being deleted, in the caller's transaction. */
@ApplicationScoped
public class ScopeEnd {

    @Inject
    private ApiKeys keys;
    @Inject
    private AuditLog audit;
    @Inject
    private Clock clock;

    /** Revokes those keys of {@code scope} that are valid now. */
    public void revoke(Scope scope) {
        keys.findForUpdate(scope).stream().filter(key -> key.isValidAt(clock.instant())).forEach(key -> {
            ApiKeyDocument before = ApiKeyDocument.of(key);
            keys.revoke(key);
            audit.record("api-key.revoked", AuditedObject.ofScope(key.id(), scope), before, ApiKeyDocument.of(key));
        });
    }
}
