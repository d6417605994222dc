package io.carillon.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.access.Caller;
import io.carillon.access.Capability;
import io.carillon.access.Role;
import io.carillon.access.Scope;
import io.carillon.json.NotJson;
import io.carillon.json.StrictJson;
import io.carillon.problem.ProblemException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A source with its secret, ready for requests. Immutable. */
public final class ReadySource {

    /** What proves where a request comes from is not shown to mappings, which could send it on. */
    private static final Set<String> CREDENTIALS = Set.of("authorization", "proxy-authorization", "cookie");

    private final String id;
    private final String name;
    private final Long organizationId;
    private final SourceVerification verification;
    private final List<CompiledMapping> mappings;
    private final Unmatched unmatched;

    ReadySource(Source source, SourceVerification verification, List<SourceMapping> mappings) {
        id = source.id();
        name = source.name();
        organizationId = source.organizationId();
        this.verification = verification;
        this.mappings = mappings.stream().map(CompiledMapping::new).toList();
        unmatched = source.unmatched();
    }

    String id() {
        return id;
    }

    /** Who reports the changes: a producer of its own, limited to the organization of the source if it has one. */
    public Caller caller() {
        Scope scope = organizationId == null ? new Scope(Role.PRODUCER, null)
                : new Scope(Role.ORGANIZATION, organizationId.toString());
        return new Caller(id, name, scope, id, null, Set.of(Capability.REPORT));
    }

    /** Whether {@code request} comes from the sender. */
    public boolean isSender(IncomingRequest request, Instant now) {
        return SenderCheck.passes(verification, request, now);
    }

    /**
     * The change that {@code request} means, with any flaws; empty if it is to be ignored.
     *
     * @throws ProblemException 400 for a body that is not JSON, 422 for a request that the source refuses
     */
    public Optional<ObjectNode> changeOf(IncomingRequest request) {
        Optional<ObjectNode> change = changeOf(request.headers(), read(request.body()));
        if (change.isEmpty() && unmatched == Unmatched.REFUSE) {
            throw ProblemException.invalid("", "matches no mapping of this source");
        }
        return change;
    }

    private static JsonNode read(byte[] body) {
        try {
            JsonNode read = StrictJson.mapper().readTree(body);
            if (read.isMissingNode()) {
                throw ProblemException.malformed("", "is empty");
            }
            return read;
        } catch (JsonProcessingException e) {
            throw ProblemException.malformed("", NotJson.describe(e));
        } catch (IOException e) {
            throw ProblemException.malformed("", "is not UTF-8 encoded JSON");
        }
    }

    /** The change of the first mapping that matches; empty if none does. Names of headers are in lower case. */
    Optional<ObjectNode> changeOf(Map<String, String> headers, JsonNode body) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        ObjectNode shown = request.putObject("headers");
        headers.forEach((header, value) -> {
            if (!isCredential(header)) {
                shown.put(header, value);
            }
        });
        request.set("body", body);
        return mappings.stream().filter(mapping -> mapping.matches(request)).findFirst()
                .map(mapping -> mapping.changeOf(request, organizationId));
    }

    private boolean isCredential(String header) {
        return CREDENTIALS.contains(header)
                || verification.header() != null && verification.header().toLowerCase(Locale.ROOT).equals(header);
    }
}
