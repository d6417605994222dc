package io.carillon.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;

/** Ends all keys and links of a scope, because its tenant is being deleted, in the caller's transaction. */
@ApplicationScoped
public class ScopeEnd {

    @Inject
    private ApiKeys keys;
    @Inject
    private AuditLog audit;
    @Inject
    private Clock clock;
    @Inject
    private Event<ScopeEnded> ended;

    /** Revokes those keys of {@code scope} that are valid now, and ends its links. */
    public void revoke(Scope scope) {
        ended.fire(new ScopeEnded(scope));
        keys.findForUpdate(scope).stream().filter(key -> key.isValidAt(clock.instant())).forEach(key -> {
            ApiKeyDocument before = ApiKeyDocument.of(key);
            keys.revoke(key);
            audit.record("api-key.revoked", AuditedObject.ofScope(key.id(), scope), before, ApiKeyDocument.of(key));
        });
    }
}
