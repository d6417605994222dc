package io.carillon.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.json.StrictJson;
import java.util.List;

/**
 * Ends a request with an error of JSON-RPC: the client has not spoken the protocol. What goes wrong in a tool is a result of the
 * tool instead, which the model reads.
 */
final class RpcError extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int OK = 200;
    private static final int NOT_JSON = -32700;
    private static final int INVALID_REQUEST = -32600;
    private static final int UNKNOWN_METHOD = -32601;
    private static final int INVALID_PARAMS = -32602;
    private static final int HEADER_MISMATCH = -32020;
    private static final int UNKNOWN_REVISION = -32022;

    private final int status;
    private final int code;
    private final transient ObjectNode data;

    private RpcError(int status, int code, String message, ObjectNode data) {
        super(message);
        this.status = status;
        this.code = code;
        this.data = data;
    }

    static RpcError notJson(String message) {
        return new RpcError(BAD_REQUEST, NOT_JSON, message, null);
    }

    static RpcError invalidRequest(String message) {
        return new RpcError(BAD_REQUEST, INVALID_REQUEST, message, null);
    }

    /** The metadata of the request is incomplete. */
    static RpcError invalidMetadata(String message) {
        return new RpcError(BAD_REQUEST, INVALID_PARAMS, message, null);
    }

    static RpcError invalidParams(String message) {
        return new RpcError(OK, INVALID_PARAMS, message, null);
    }

    /** A header does not say what the body says, or is missing. */
    static RpcError headerMismatch(String message) {
        return new RpcError(BAD_REQUEST, HEADER_MISMATCH, message, null);
    }

    /** {@code revision} does not have {@code method}; the status depends on the revision, too. */
    static RpcError unknownMethod(String method, Revision revision) {
        return new RpcError(revision.isStateless() ? NOT_FOUND : OK, UNKNOWN_METHOD, "Unknown method: " + method, null);
    }

    static RpcError unknownRevision(String requested, List<String> supported) {
        ObjectNode data = StrictJson.mapper().createObjectNode().put("requested", requested);
        supported.forEach(data.putArray("supported")::add);
        return new RpcError(BAD_REQUEST, UNKNOWN_REVISION, "Unsupported protocol version", data);
    }

    /** The HTTP status. */
    int status() {
        return status;
    }

    /** The answer to the message {@code id}, which is null if it could not be read. */
    ObjectNode answer(JsonNode id) {
        ObjectNode answer = StrictJson.mapper().createObjectNode().put("jsonrpc", "2.0");
        if (id != null) {
            answer.set("id", id);
        }
        ObjectNode error = answer.putObject("error").put("code", code).put("message", getMessage());
        if (data != null) {
            error.set("data", data);
        }
        return answer;
    }
}
