package io.carillon.console;

import io.carillon.access.ApiKeys;
import io.carillon.access.Caller;
import io.carillon.oidc.People;
import io.carillon.oidc.Person;
import io.carillon.platform.OneSecondCache;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Finds the caller of a session by its grant, with at most one look-up a second for each session: as soon as the grant is revoked
 * or the session is ended, no node accepts it any more. Thread-safe.
 */
@ApplicationScoped
class Sessions {

    private static final int LIMIT = 10_000;

    @Inject
    private ApiKeys keys;
    @Inject
    private PortalLinks links;
    @Inject
    private People people;
    @Inject
    private EndedSessions ended;
    @Inject
    private Clock clock;

    private OneSecondCache<String, Caller> callers;

    @PostConstruct
    void open() {
        callers = new OneSecondCache<>(clock, LIMIT);
    }

    /** The caller in {@code session}, if it is open now, and valid now or was within the last second. */
    Optional<Caller> callerOf(Session session) {
        return session.isOpenAt(clock.instant()) ? callers.get(session.id(), any -> find(session)) : Optional.empty();
    }

    private Optional<Caller> find(Session session) {
        return ended.isEnded(session.id()) ? Optional.empty()
                : granted(session).map(caller -> until(caller, session.expiresAt()));
    }

    private Optional<Caller> granted(Session session) {
        if (Person.isGrant(session.grant())) {
            return Person.ofGrant(session.grant()).flatMap(people::callerOf);
        }
        return PortalLinks.isId(session.grant()) ? links.callerOf(session.grant())
                : keys.callerInSession(session.grant(), session.begunAt());
    }

    private static Caller until(Caller caller, Instant end) {
        Instant expiresAt = caller.expiresAt() == null || end.isBefore(caller.expiresAt()) ? end : caller.expiresAt();
        return new Caller(caller.keyId(), caller.name(), caller.scope(), caller.producer(), expiresAt, caller.capabilities());
    }

    /** Ends {@code session}: at once on this node, and within a second on all others. */
    void end(Session session, Caller caller) {
        ended.add(session.id(), session.expiresAt());
        callers.removeIf(caller::equals);
    }
}
