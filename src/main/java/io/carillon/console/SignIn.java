package io.carillon.console;

import io.carillon.access.AuditLog;
import io.carillon.access.AuditedObject;
import io.carillon.access.Authenticator;
import io.carillon.access.Caller;
import io.carillon.access.Capability;
import io.carillon.access.Role;
import io.carillon.oidc.OpenIdProvider;
import io.carillon.oidc.People;
import io.carillon.oidc.Person;
import io.carillon.oidc.Refusal;
import io.carillon.oidc.SignInAttempt;
import io.carillon.oidc.SignInRefused;
import io.carillon.platform.EnumWords;
import io.carillon.platform.FactLog;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.lang.System.Logger.Level;
import java.net.URI;
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
    private EndedSessions ended;
    @Inject
    private OpenIdProvider provider;
    @Inject
    private People people;
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

    /**
     * A session for the person at {@code address} who answers {@code attempt} with {@code code}.
     *
     * @param callback where the provider sent the person
     * @throws SignInRefused if the attempt was answered before, or the person may not sign in
     */
    Session begin(SignInAttempt attempt, String code, URI callback, String address) {
        if (limit.take(address).isPresent()) {
            throw new SignInRefused(Refusal.TOO_MANY, "too many wrong codes");
        }
        if (!ended.add(attempt.id(), attempt.endsAt())) {
            limit.giveBack(address);
            throw new SignInRefused(Refusal.STALE, "the attempt was answered before");
        }
        Person person = redeemed(attempt, code, callback, address);
        Caller caller = people.callerOf(person).orElseThrow();
        Instant now = clock.instant();
        record(caller, "console.signed-in");
        return Session.begin(person.grant(), now, now.plus(Session.PERSON_LIFETIME), Session.PERSON_LIFETIME);
    }

    /** A wrong code counts as a wrong key does; what the provider does wrong does not. */
    private Person redeemed(SignInAttempt attempt, String code, URI callback, String address) {
        try {
            Person person = provider.redeem(code, attempt, callback);
            limit.giveBack(address);
            return person;
        } catch (SignInRefused e) {
            if (e.refusal() != Refusal.STALE) {
                limit.giveBack(address);
            }
            throw e;
        }
    }

    /** Notes that somebody was not let in who came from the provider; logs it unless anybody can bring it about at will. */
    void refuse(SignInRefused refused) {
        refusals.note();
        Level level = switch (refused.refusal()) {
            case DENIED, REFUSED, NO_GROUP -> Level.INFO;
            case STALE, TOO_MANY, UNAVAILABLE -> Level.DEBUG;
        };
        LOG.at(level, SignInRefusals.ACTION, "refusal", EnumWords.of(refused.refusal()), "reason", refused.getMessage());
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
