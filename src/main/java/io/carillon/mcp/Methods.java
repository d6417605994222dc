package io.carillon.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.access.Caller;
import io.carillon.json.StrictJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The methods of the protocol: a client learns what there is, and calls tools. */
@ApplicationScoped
class Methods {

    static final String INITIALIZE = "initialize";
    static final String CALL = "tools/call";

    /** How long a client may keep the list of tools, which changes with a release or with the key. */
    private static final long LIST_MILLIS = 300_000;

    private ToolCalls calls;
    private String version;

    /** For the container's proxy. */
    protected Methods() {
    }

    @Inject
    Methods(ToolCalls calls, @ConfigProperty(name = "carillon.version") String version) {
        this.calls = calls;
        this.version = version;
    }

    /** The result of {@code message}. */
    ObjectNode call(ClientMessage message, Revision revision, Caller caller, ApiRequests api) {
        ObjectNode result = revision.isStateless() ? stateless(message, caller, api)
                : withHandshake(message, revision, caller, api);
        if (revision.isStateless()) {
            result.put("resultType", "complete");
            result.putObject("_meta").set("io.modelcontextprotocol/serverInfo", server());
        }
        return result;
    }

    private ObjectNode withHandshake(ClientMessage message, Revision revision, Caller caller, ApiRequests api) {
        return switch (message.method()) {
            case INITIALIZE -> initialize(message);
            case "ping" -> newObject();
            case "tools/list" -> tools(caller);
            case CALL -> calls.call(message.params(), caller, api);
            default -> throw RpcError.unknownMethod(message.method(), revision);
        };
    }

    private ObjectNode stateless(ClientMessage message, Caller caller, ApiRequests api) {
        return switch (message.method()) {
            case "server/discover" -> cacheable(discover());
            case "tools/list" -> cacheable(tools(caller));
            case CALL -> calls.call(message.params(), caller, api);
            default -> throw RpcError.unknownMethod(message.method(), Revision.JULY_2026);
        };
    }

    /** Agrees on the revision that the client asks for, or offers the newest that has this method. */
    private ObjectNode initialize(ClientMessage message) {
        Revision agreed = Revision.find(message.params().path("protocolVersion").asText())
                .filter(asked -> !asked.isStateless()).orElse(Revision.NEWEST_WITH_HANDSHAKE);
        ObjectNode result = described(newObject().put("protocolVersion", agreed.date()));
        result.set("serverInfo", server());
        return result;
    }

    private ObjectNode discover() {
        ObjectNode result = newObject();
        Revision.dates().forEach(result.putArray("supportedVersions")::add);
        return described(result);
    }

    private static ObjectNode described(ObjectNode result) {
        result.putObject("capabilities").putObject("tools");
        return result.put("instructions", Tools.instructions());
    }

    private static ObjectNode cacheable(ObjectNode result) {
        return result.put("ttlMs", LIST_MILLIS).put("cacheScope", "private");
    }

    private static ObjectNode tools(Caller caller) {
        ObjectNode result = newObject();
        Tools.openTo(caller).map(Tool::description).forEach(result.putArray("tools")::add);
        return result;
    }

    private ObjectNode server() {
        return newObject().put("name", "carillon").put("title", "Carillon").put("version", version);
    }

    private static ObjectNode newObject() {
        return StrictJson.mapper().createObjectNode();
    }
}
