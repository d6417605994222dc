package io.carillon.http;

import io.carillon.json.VersionedDocument;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;

/**
 * Shows the version of an object as its {@code ETag}, and answers 304 to a GET of a version that the client has. Reads
 * {@code If-Match} and {@code If-None-Match} for {@link Preconditions}.
 */
@Provider
@ApplicationScoped
@Priority(Priorities.USER)
public class PreconditionsFilter implements ContainerRequestFilter, ContainerResponseFilter {

    private static final Set<String> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    @Inject
    private Preconditions preconditions;

    @Override
    public void filter(ContainerRequestContext request) {
        preconditions.set(EntityTag.read(HttpHeaders.IF_MATCH, request.getHeaders().get(HttpHeaders.IF_MATCH)),
                EntityTag.read(HttpHeaders.IF_NONE_MATCH, request.getHeaders().get(HttpHeaders.IF_NONE_MATCH)));
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof VersionedDocument shown) {
            String tag = EntityTag.of(shown);
            response.getHeaders().putSingle(HttpHeaders.ETAG, tag);
            if (READING.contains(request.getMethod()) && preconditions.isKnown(tag)) {
                response.setStatusInfo(Response.Status.NOT_MODIFIED);
                response.setEntity(null);
            }
        }
    }
}
