package io.carillon.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.carillon.access.IdempotentWrites.Claim;
import io.carillon.http.IdempotencyKey;
import io.carillon.json.StrictJson;
import io.carillon.platform.Causes;
import io.carillon.platform.FactLog;
import io.carillon.problem.Problem;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemMapper;
import io.carillon.problem.ProblemType;
import io.carillon.problem.UnexpectedExceptionMapper;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transactional;
import jakarta.transaction.UserTransaction;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * Gives every write one effect however often it is sent with the same {@code Idempotency-Key}: the first request that succeeds
 * stores its answer, and later ones get that. What fails is not stored, as it changed nothing. An operation that is one
 * transaction runs in one that begins and ends here, so that its effect and its answer are committed together; an operation that
 * is several stores its answer after the last.
 */
@Provider
@ApplicationScoped
@Priority(Priorities.AUTHORIZATION + 100)
public class IdempotentWriteFilter implements ContainerRequestFilter, ContainerResponseFilter {

    private static final FactLog LOG = FactLog.of(IdempotentWriteFilter.class);
    private static final Set<String> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final String CLAIM = IdempotentWriteFilter.class.getName();

    @Inject
    private IdempotentWrites writes;
    @Inject
    private CurrentCaller caller;
    @Inject
    private UserTransaction transaction;
    @Context
    private ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        String key = SAFE.contains(request.getMethod()) ? null
                : IdempotencyKey.read(request.getHeaders().get(IdempotencyKey.HEADER));
        if (key == null || resource.getResourceMethod().isAnnotationPresent(OwnIdempotency.class)) {
            return;
        }
        byte[] body = request.getEntityStream().readAllBytes();
        request.setEntityStream(new ByteArrayInputStream(body));
        Claim claim = writes.claim(caller.get().keyId(), key, identity(request, body));
        if (claim.answer().isPresent()) {
            request.abortWith(claim.answer().get().response());
            return;
        }
        request.setProperty(CLAIM, claim);
        if (isOneTransaction()) {
            begin();
        }
    }

    /** What two requests must have in common to be the same: method, path, query and body, however JSON is formatted. */
    private static byte[] identity(ContainerRequestContext request, byte[] body) throws IOException {
        ByteArrayOutputStream identity = new ByteArrayOutputStream();
        identity.writeBytes((request.getMethod() + " " + request.getUriInfo().getRequestUri().getRawPath() + "?"
                + request.getUriInfo().getRequestUri().getRawQuery() + "\n").getBytes(StandardCharsets.UTF_8));
        identity.writeBytes(canonical(body));
        return identity.toByteArray();
    }

    static byte[] canonical(byte[] body) throws IOException {
        try {
            return StrictJson.mapper().writer(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .writeValueAsBytes(StrictJson.mapper().readValue(body, Object.class));
        } catch (JsonProcessingException e) {
            return body;
        }
    }

    private boolean isOneTransaction() {
        return Optional.ofNullable(resource.getResourceMethod().getAnnotation(Transactional.class))
                .or(() -> Optional.ofNullable(resource.getResourceClass().getAnnotation(Transactional.class)))
                .filter(found -> found.value() == Transactional.TxType.REQUIRED).isPresent();
    }

    private void begin() {
        try {
            transaction.begin();
        } catch (NotSupportedException | SystemException e) {
            throw new IllegalStateException("no transaction", e);
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(CLAIM) instanceof Claim claim) {
            request.removeProperty(CLAIM);
            boolean succeeded = response.getStatusInfo().getFamily() == Response.Status.Family.SUCCESSFUL;
            if (!succeeded || !finish(claim, response)) {
                rollBack();
                release(claim);
            }
        }
    }

    /** Stores the answer and commits; if that fails, the response says so. Returns whether the operation has had its effect. */
    private boolean finish(Claim claim, ContainerResponseContext response) {
        boolean isOpen = isOpen();
        try {
            boolean stored = writes.store(claim, StoredAnswer.of(response));
            if (isOpen && !stored) {
                throw new ProblemException(ProblemType.CONFLICT,
                        "The request took so long that another one with its Idempotency-Key has begun; it had no effect.");
            }
            if (isOpen) {
                transaction.commit();
            }
        } catch (ProblemException e) {
            replace(response, new ProblemMapper().toResponse(e));
            return false;
        } catch (RuntimeException | RollbackException | HeuristicMixedException | HeuristicRollbackException
                | SystemException e) {
            if (isOpen) {
                replace(response, new UnexpectedExceptionMapper().toResponse(e));
                return false;
            }
            LOG.warn("idempotent-write.not-stored", "reason", Causes.root(e));
        }
        return true;
    }

    private static void replace(ContainerResponseContext response, Response problem) {
        response.setStatus(problem.getStatus());
        response.getHeaders().clear();
        response.getHeaders().putAll(problem.getHeaders());
        response.setEntity(problem.getEntity(), new Annotation[0], Problem.MEDIA_TYPE);
    }

    private void rollBack() {
        if (isOpen()) {
            try {
                transaction.rollback();
            } catch (SystemException e) {
                throw new IllegalStateException("the transaction cannot be rolled back", e);
            }
        }
    }

    private boolean isOpen() {
        try {
            return transaction.getStatus() != Status.STATUS_NO_TRANSACTION;
        } catch (SystemException e) {
            throw new IllegalStateException("the transaction has no status", e);
        }
    }

    /** If the database is away, the claim ends with its lease. */
    private void release(Claim claim) {
        try {
            writes.release(claim);
        } catch (RuntimeException e) {
            LOG.warn("idempotent-write.not-released", "reason", Causes.root(e));
        }
    }
}
