package io.carillon.http;

import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import java.util.Collection;
import java.util.stream.Stream;

/** Rejects control characters in paths and query parameters: no id contains any, and a database may fail on them. */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION - 200)
public class RequestTextFilter implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        UriInfo uri = request.getUriInfo();
        Stream<String> texts = Stream.concat(Stream.of(uri.getPath()),
                uri.getQueryParameters().values().stream().flatMap(Collection::stream));
        if (texts.anyMatch(text -> text.chars().anyMatch(Character::isISOControl))) {
            throw new ProblemException(ProblemType.INVALID_PARAMETER,
                    "Paths and query parameters must not contain control characters.");
        }
    }
}
