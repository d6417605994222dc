package io.carillon.http;

import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.stream.Stream;

/** Rejects requests with an encoded body, such as {@code gzip}: it could expand to any size, so none is decoded. */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION - 150)
public class ContentEncodingFilter implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        if (isEncoded(request.getHeaders().get(HttpHeaders.CONTENT_ENCODING))) {
            throw new ProblemException(ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Encoding must be identity or absent; send the body as it is.");
        }
    }

    static boolean isEncoded(List<String> values) {
        return values != null && values.stream().flatMap(value -> Stream.of(value.split(","))).map(String::strip)
                .anyMatch(coding -> !coding.isEmpty() && !coding.equalsIgnoreCase("identity"));
    }
}
