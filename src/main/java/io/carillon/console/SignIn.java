package io.carillon.console;

import io.carillon.access.AuditLog;
import io.carillon.access.AuditedObject;
import io.carillon.access.Authenticator;
import io.carillon.access.Caller;
import io.carillon.access.Capability;
import io.carillon.access.Role;
import io.carillon.platform.FactLog;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;

/** Begins and ends sessions, and records it. */
@ApplicationScoped
class SignIn {

    private static final FactLog LOG = FactLog.of(SignIn.class);

    @Inject
    private Authenticator authenticator;
    @Inject
    private SignInLimit limit;
    @Inject
    private SignInRefusals refusals;
    @Inject
    private Sessions sessions;
    @Inject
    private PortalLinks links;
    @Inject
    private AuditLog audit;
    @Inject
    private Clock clock;

    /**
     * A session for somebody at {@code address} who has {@code key}.
     *
     * @throws ProblemException 401 if the key is not valid, whatever the reason; 403 for a valid one with which the console can
     *                          show nothing; 429 if there were too many attempts
     */
    Session begin(String key, String address) {
        limit.take(address).ifPresent(wait -> {
            refusals.note();
            throw ProblemException.tooMany("There were too many attempts to sign in.", wait);
        });
        Caller caller = authenticator.callerWithKey(key)
                .orElseThrow(() -> refused(ProblemType.UNAUTHENTICATED, "This key is not valid."));
        if (caller.role() == Role.PRODUCER) {
            throw refused(ProblemType.FORBIDDEN, "This is the key of a producer; it can only report changes.");
        }
        if (!caller.capabilities().contains(Capability.VIEW)) {
            throw refused(ProblemType.FORBIDDEN, "This key lacks the capability view, without which the console shows nothing.");
        }
        limit.giveBack(address);
        Instant now = clock.instant();
        Session session = Session.begin(caller.keyId(), now, now.plus(Session.LIFETIME), Session.IDLE);
        record(caller, "console.signed-in");
        return session;
    }

    private ProblemException refused(ProblemType type, String detail) {
        refusals.note();
        return new ProblemException(type, detail);
    }

    /** Ends {@code session}, and its link; nothing happens if it has ended already. */
    @Transactional
    void end(Session session) {
        sessions.callerOf(session).ifPresent(caller -> {
            sessions.end(session, caller);
            links.find(session.grant()).ifPresent(links::end);
            record(caller, "console.signed-out");
        });
    }

    private void record(Caller caller, String action) {
        audit.recordBy(caller, action, AuditedObject.ofScope(caller.keyId(), caller.scope()), null, null);
        LOG.info(action, "key", caller.keyId());
    }
}
