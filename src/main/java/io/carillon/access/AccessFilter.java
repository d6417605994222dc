package io.carillon.access;

import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Accepts a request if the matched resource is open to the role of its caller and the caller has the capability that it needs.
 * {@link OptionsFilter} does the same for {@code OPTIONS}.
 */
@Provider
@ApplicationScoped
@Priority(Priorities.AUTHENTICATION)
public class AccessFilter implements ContainerRequestFilter {

    @Inject
    private CallerOfRequest caller;

    @Context
    private ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        if (!HttpMethod.OPTIONS.equals(request.getMethod())
                && !resource.getResourceMethod().isAnnotationPresent(WithoutKey.class)) {
            check(caller.identify(request));
        }
    }

    private void check(Caller caller) {
        List<Role> open = openTo();
        if (!open.contains(caller.role())) {
            String scopes = open.stream().map(AccessFilter::word).collect(Collectors.joining(", "))
                    .replaceFirst(", ([a-z]+)$", " or $1");
            throw forbidden("This request is for a key or token of scope " + scopes + "; this one has the scope "
                    + word(caller.role()) + ".");
        }
        Set<Capability> needed = neededBy(resource.getResourceMethod(), resource.getResourceClass());
        if (!caller.capabilities().containsAll(needed)) {
            throw forbidden("This request needs the capability " + Capability.words(needed) + "; this key or token has "
                    + Capability.words(caller.capabilities()) + ".");
        }
    }

    /** What a request to {@code method} needs; empty if every key may. */
    static Set<Capability> neededBy(Method method, Class<?> type) {
        Needs onMethod = method.getAnnotation(Needs.class);
        Needs stated = onMethod != null ? onMethod : type.getAnnotation(Needs.class);
        return stated != null ? Capability.set(List.of(stated.value()))
                : Set.of(method.isAnnotationPresent(GET.class) ? Capability.VIEW : Capability.MANAGE);
    }

    private static ProblemException forbidden(String detail) {
        return new ProblemException(ProblemType.FORBIDDEN, detail);
    }

    private static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    /** The roles that may call the operation. */
    private List<Role> openTo() {
        OpenTo onMethod = resource.getResourceMethod().getAnnotation(OpenTo.class);
        OpenTo open = onMethod != null ? onMethod : resource.getResourceClass().getAnnotation(OpenTo.class);
        return open == null ? List.of() : List.of(open.value());
    }
}
