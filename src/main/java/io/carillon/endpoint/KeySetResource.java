package io.carillon.endpoint;

import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.access.WithoutKey;
import io.carillon.database.Database;
import io.carillon.problem.MayAnswer;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * {@code GET /endpoints/{id}/jwks}: the public keys that verify an endpoint's webhooks, for receivers, which have no key of
 * Carillon. So it must say nothing about endpoints to those who guess.
 */
@Tag(name = "Endpoints")
@Path("endpoints/{id}/jwks")
@ApplicationScoped
@Transactional
@OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.APPLICATION, Role.PRODUCER})
@Produces(MediaType.APPLICATION_JSON)
public class KeySetResource {

    /** A small part of the shortest useful overlap: within it, receivers with an older set verify the previous key. */
    private static final String CACHED = "public, max-age=300";

    @Inject
    private KeySetLimit limit;
    @Inject
    private Database database;
    @Inject
    private Clock clock;
    @Context
    private HttpServletResponse response;

    /**
     * Returns the public keys that verify the webhooks of an endpoint, as a JSON Web Key Set (RFC 7517): the newest, and
     * during an overlap the previous one. The set is empty for an endpoint without keys and for one that does not exist. It
     * may be kept for five minutes. 429 when this node is asked too often.
     */
    @Operation(operationId = "getKeySet", summary = "Get the public keys of an endpoint")
    @MayAnswer(ProblemType.TOO_MANY_REQUESTS)
    @GET
    @WithoutKey
    public KeySetDocument get(@PathParam("id") String id) {
        limit.take().ifPresent(wait -> {
            throw ProblemException.tooMany("A node answers " + KeySetLimit.PER_SECOND + " requests for key sets a second.", wait);
        });
        KeySetDocument keys = KeySetDocument.of(Optional.ofNullable(database.entities().find(Endpoint.class, id))
                .filter(endpoint -> !endpoint.isDeleted()).map(Endpoint::keyPairs).orElse(KeyPairs.NONE)
                .verificationKeysAt(clock.instant()));
        response.setHeader(HttpHeaders.CACHE_CONTROL, CACHED);
        return keys;
    }
}
