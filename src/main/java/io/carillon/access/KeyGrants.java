package io.carillon.access;

import static io.carillon.settings.Setting.MAX_KEYS;
import static io.carillon.settings.Setting.MAX_TENANT_KEYS;

import io.carillon.database.Database;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import io.carillon.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Checks what the caller of the current request may give to a key or a link: never a wider scope than its own, never a capability
 * that it does not have, and no more keys than there may be.
 */
@ApplicationScoped
public class KeyGrants {

    private static final String SCOPES = "operator, producer, organization:<id> or application:<id>";

    @Inject
    private Database database;
    @Inject
    private ApiKeys keys;
    @Inject
    private VisibleKeys visible;
    @Inject
    private CurrentCaller caller;
    @Inject
    private Settings settings;
    @Inject
    private Event<ScopeGranted> grants;

    /** The scope that {@code text} names, for a new key or link; whether another tenant exists is not revealed. */
    public Scope scope(String text) {
        Scope scope = Scope.parse(text).orElseThrow(() -> ProblemException.invalid("/scope", "must be " + SCOPES));
        if (!visible.manages(scope)) {
            throw ProblemException.invalid("/scope", "must be " + caller.get().scope()
                    + (caller.organization().isPresent() ? ", or application:<id> with an application that it owns" : ""));
        }
        return scope;
    }

    /** Makes sure that the tenant of {@code scope}, which {@link #scope(String)} returned, exists. */
    public void requireTenant(Scope scope) {
        grants.fire(new ScopeGranted(scope));
    }

    /**
     * The capabilities of a key or link.
     *
     * @param requested null for all that the caller has and the scope knows
     * @param kept      what the key has already, and may keep although the caller does not have it
     */
    public Set<Capability> capabilities(Set<Capability> requested, Scope scope, Set<Capability> kept) {
        Set<Capability> ofScope = scope.role().capabilities();
        Set<Capability> allowed = EnumSet.copyOf(ofScope);
        allowed.removeIf(one -> !caller.may(one) && !kept.contains(one));
        Set<Capability> given = requested == null ? allowed : requested;
        check(ofScope, given, "the scope");
        check(allowed, given, "the key or token of this request");
        if (given.isEmpty()) {
            throw ProblemException.invalid("/capabilities", "must have one at least");
        }
        return Capability.set(given);
    }

    private static void check(Set<Capability> allowed, Set<Capability> given, String whose) {
        if (!allowed.containsAll(given)) {
            throw ProblemException.invalid("/capabilities", "must be among those of " + whose + ": "
                    + Capability.words(allowed));
        }
    }

    /** A tenant may name only producers that it has: within another's, it could use up ids of changes. */
    void checkProducer(String producer) {
        if (producer != null && caller.get().role() != Role.OPERATOR && visible.filter(null)
                .and("k.producer = ?", producer).query(database.entities(), ApiKey.class, "SELECT k FROM ApiKey k", "")
                .setMaxResults(1).getResultList().isEmpty()) {
            throw ProblemException.invalid("/producer", "must be the producer of a key that this key or token may see");
        }
    }

    /** Makes sure that there may be one more valid key with {@code scope}, and that its tenant exists. */
    void checkRoom(Scope scope) {
        if (caller.get().role() != Role.OPERATOR) {
            Optional<Long> organization = visible.organizationOf(scope);
            Scope owner = organization.map(id -> new Scope(Role.ORGANIZATION, id.toString())).orElse(scope);
            if (keys.countValidOf(owner) >= settings.number(MAX_TENANT_KEYS)) {
                throw full("An organization and its applications may have " + settings.number(MAX_TENANT_KEYS)
                        + " valid keys; revoke one. An operator can create more or raise CARILLON_MAX_TENANT_KEYS.");
            }
        }
        if (keys.countValid() >= settings.number(MAX_KEYS)) {
            throw full("There are as many valid keys as CARILLON_MAX_KEYS allows; revoke one or raise it.");
        }
        requireTenant(scope);
    }

    private static ProblemException full(String detail) {
        return new ProblemException(ProblemType.LIMIT_REACHED, detail);
    }
}
