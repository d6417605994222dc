package io.carillon.http;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** Rejects a malformed {@code Idempotency-Key} on every operation, before the operation does anything. */
@Provider
@Priority(Priorities.AUTHORIZATION)
public class IdempotencyKeyFilter implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        IdempotencyKey.read(request.getHeaders().get(IdempotencyKey.HEADER));
    }
}
