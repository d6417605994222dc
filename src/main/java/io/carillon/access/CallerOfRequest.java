package io.carillon.access;

import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds out who sends a request: the holder of a key or token, or a person who has signed in to the console. */
@ApplicationScoped
class CallerOfRequest {

    @Inject
    private Authenticator authenticator;

    @Inject
    private CurrentCaller current;

    /** The caller, who is the {@link CurrentCaller} from now on; refuses a request without a valid one. */
    Caller identify(ContainerRequestContext request) {
        String authorization = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        boolean isSignedIn = authorization == null && request.getProperty(SignedIn.ATTRIBUTE) instanceof SignedIn;
        Supplier<Optional<Caller>> again = isSignedIn ? ((SignedIn) request.getProperty(SignedIn.ATTRIBUTE)).caller()
                : () -> authenticator.callerOf(authorization);
        Caller caller = isSignedIn ? again.get().orElseThrow(() ->
                new ProblemException(ProblemType.UNAUTHENTICATED, "The session has ended; sign in again."))
                : authenticator.require(authorization);
        current.set(caller, again);
        return caller;
    }
}
