package io.carillon.http;

import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.annotation.Priority;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Rejects query parameters that the operation does not have, that are given twice, or that lack a name or a value. A misspelled
 * filter must not be ignored: the client would list, requeue or delete everything instead of what it asked for. The parameters
 * of an operation are those that its method and the beans among its arguments declare.
 */
@Provider
@Priority(Priorities.AUTHORIZATION)
public class QueryParametersFilter implements ContainerRequestFilter {

    private static final Pattern NAMELESS = Pattern.compile("(^|&)=");
    private static final Map<Method, SortedSet<String>> ALLOWED = new ConcurrentHashMap<>();

    @Context
    private ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        if (!HttpMethod.OPTIONS.equals(request.getMethod())) {
            checkNames(request.getUriInfo().getRequestUri().getRawQuery());
            check(request.getUriInfo().getQueryParameters(), ALLOWED.computeIfAbsent(resource.getResourceMethod(),
                    QueryParametersFilter::parametersOf));
        }
    }

    /** {@link jakarta.ws.rs.core.UriInfo} leaves out what has no name. */
    static void checkNames(String query) {
        if (query != null && NAMELESS.matcher(query).find()) {
            throw invalid("A query parameter has a value but no name.");
        }
    }

    static void check(MultivaluedMap<String, String> given, SortedSet<String> allowed) {
        given.forEach((name, values) -> {
            if (!allowed.contains(name)) {
                throw invalid("'" + name + "' is not a query parameter of this operation, which has "
                        + (allowed.isEmpty() ? "none" : String.join(", ", allowed)) + ".");
            }
            if (values.size() > 1) {
                throw invalid(name + " must be given once.");
            }
            if (values.get(0).isEmpty()) {
                throw invalid(name + " must not be empty; leave it out instead.");
            }
        });
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(ProblemType.INVALID_PARAMETER, detail);
    }

    static SortedSet<String> parametersOf(Method method) {
        SortedSet<String> names = new TreeSet<>();
        for (Parameter parameter : method.getParameters()) {
            add(parameter.getAnnotation(QueryParam.class), names);
            if (parameter.isAnnotationPresent(BeanParam.class)) {
                addFieldsOf(parameter.getType(), names);
            }
        }
        return names;
    }

    private static void addFieldsOf(Class<?> bean, SortedSet<String> names) {
        for (Class<?> type = bean; type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                add(field.getAnnotation(QueryParam.class), names);
            }
        }
    }

    private static void add(QueryParam parameter, SortedSet<String> names) {
        if (parameter != null) {
            names.addAll(List.of(parameter.value()));
        }
    }
}
