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
 * Accepts a request if the matched resource is open to the role of its caller. {@code OPTIONS}, which returns only the methods
 * of a path, is open to every caller.
 */
@Provider
@ApplicationScoped
@Priority(Priorities.AUTHENTICATION)
public class AccessFilter implements ContainerRequestFilter {

    @Inject
    private Authenticator authenticator;

    @Inject
    private CurrentCaller current;

    @Context
    private ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        Caller caller = authenticator.require(request.getHeaderString(HttpHeaders.AUTHORIZATION));
        if (!HttpMethod.OPTIONS.equals(request.getMethod()) && !isOpenTo(caller.role())) {
            throw new ProblemException(ProblemType.FORBIDDEN, "The scope of this key or token does not permit this request.");
        }
        current.set(caller);
    }

    private boolean isOpenTo(Role role) {
        Method method = resource.getResourceMethod();
        OpenTo onMethod = method.getAnnotation(OpenTo.class);
        OpenTo open = onMethod != null ? onMethod : resource.getResourceClass().getAnnotation(OpenTo.class);
        return open != null && Arrays.asList(open.value()).contains(role);
    }
}
