package io.carillon.access;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

/**
 * Accepts {@code OPTIONS}, which returns only the methods of a path, from every caller. Some implementations of JAX-RS answer it
 * without the filters of a matched resource, so that {@link AccessFilter} would not see it.
 */
@Provider
@PreMatching
@ApplicationScoped
@Priority(Priorities.AUTHENTICATION)
public class OptionsFilter implements ContainerRequestFilter {

    @Inject
    private CallerOfRequest caller;

    @Override
    public void filter(ContainerRequestContext request) {
        if (HttpMethod.OPTIONS.equals(request.getMethod())) {
            caller.identify(request);
        }
    }
}
