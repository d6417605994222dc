package io.carillon.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.json.NotJson;
import io.carillon.json.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A request or a notification of a client (JSON-RPC 2.0). There are no batches in any revision that is spoken here, and no
 * responses, because Carillon asks clients nothing.
 *
 * @param id     a text or an integer; null for a notification
 * @param params empty if the message has none
 */
record ClientMessage(JsonNode id, String method, ObjectNode params) {

    private static final String ID = "id";
    private static final String PARAMS = "params";

    /** The message that {@code body} is. */
    static ClientMessage read(byte[] body) {
        JsonNode message = tree(body);
        JsonNode id = message.get(ID);
        JsonNode params = message.path(PARAMS);
        if (!message.isObject()) {
            throw RpcError.invalidRequest("The body must be one JSON-RPC message, an object.");
        }
        if (!message.path("jsonrpc").asText().equals("2.0") || !message.path("method").isTextual()) {
            throw RpcError.invalidRequest("The message must have \"jsonrpc\": \"2.0\" and a method.");
        }
        if (id != null && !id.isTextual() && !id.isIntegralNumber()) {
            throw RpcError.invalidRequest("id must be a text or an integer.");
        }
        if (!params.isObject() && !params.isMissingNode()) {
            throw RpcError.invalidRequest("params must be an object.");
        }
        return new ClientMessage(id, message.get("method").textValue(),
                params.isObject() ? (ObjectNode) params : StrictJson.mapper().createObjectNode());
    }

    private static JsonNode tree(byte[] body) {
        try {
            return StrictJson.mapper().readTree(body);
        } catch (JsonProcessingException e) {
            throw RpcError.notJson("The body " + NotJson.describe(e) + ".");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isNotification() {
        return id == null;
    }

    /** The value {@code name} of the metadata that a client sends with a request; a missing node if there is none. */
    JsonNode meta(String name) {
        return params.path("_meta").path("io.modelcontextprotocol/" + name);
    }

    /** The answer with {@code result}. */
    ObjectNode answer(ObjectNode result) {
        ObjectNode answer = StrictJson.mapper().createObjectNode().put("jsonrpc", "2.0");
        answer.set(ID, id);
        answer.set("result", result);
        return answer;
    }
}
