package io.carillon.access;

import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * Lets a request through when its bearer key belongs to a role that the matched resource is open to. {@code OPTIONS}, which
 * tells the methods of a path and nothing else, is open to every key.
 */
@Provider
@ApplicationScoped
@Priority(Priorities.AUTHENTICATION)
public class AccessFilter implements ContainerRequestFilter {

    private static final String BEARER = "Bearer ";

    @Inject
    private CallerCache callers;

    @Inject
    private Tokens tokens;

    @Inject
    private CurrentCaller current;

    @Context
    private ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        String bearer = bearer(request);
        Caller caller = tokens.callerOf(bearer).or(() -> callers.callerOf(bearer))
                .orElseThrow(() -> refused("The key is unknown, expired or revoked."));
        if (!HttpMethod.OPTIONS.equals(request.getMethod()) && !isOpenTo(caller.role())) {
            throw new ProblemException(ProblemType.FORBIDDEN, "This needs a key with another scope.");
        }
        current.set(caller);
    }

    private static String bearer(ContainerRequestContext request) {
        String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw refused("Send the key in the header 'Authorization: Bearer <key>'.");
        }
        return header.substring(BEARER.length()).strip();
    }

    private static ProblemException refused(String detail) {
        return new ProblemException(ProblemType.UNAUTHENTICATED, detail);
    }

    private boolean isOpenTo(Role role) {
        Method method = resource.getResourceMethod();
        OpenTo onMethod = method.getAnnotation(OpenTo.class);
        OpenTo open = onMethod != null ? onMethod : resource.getResourceClass().getAnnotation(OpenTo.class);
        return open != null && Arrays.asList(open.value()).contains(role);
    }
}
