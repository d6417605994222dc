package io.carillon.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.access.Caller;
import io.carillon.access.CallerRate;
import io.carillon.json.StrictJson;
import io.carillon.platform.FactLog;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Calls tools. What the model can mend, such as a wrong argument, a problem of the API or an answer that is too long, is a result
 * that is marked as an error; the API's problems come as they are.
 */
@ApplicationScoped
class ToolCalls {

    static final int PER_MINUTE = 120;

    private static final FactLog LOG = FactLog.of(ToolCalls.class);

    private final CallerRate rate = new CallerRate(PER_MINUTE, PER_MINUTE, Duration.ofMinutes(1));

    /** The result of the call that {@code params} asks for. */
    ObjectNode call(ObjectNode params, Caller caller, ApiRequests api) {
        String name = params.path("name").asText();
        Tool tool = Tools.find(name).orElseThrow(() -> RpcError.invalidParams("Unknown tool: " + name));
        JsonNode given = params.path("arguments");
        if (!given.isMissingNode() && !given.isNull() && !given.isObject()) {
            throw RpcError.invalidParams("arguments must be an object.");
        }
        Optional<Duration> wait = rate.take(caller, 1);
        ObjectNode result = wait.isPresent()
                ? failed("More than " + PER_MINUTE + " calls in a minute. Wait " + (wait.get().toSeconds() + 1) + " seconds.")
                : result(tool, given.isObject() ? (ObjectNode) given : StrictJson.mapper().createObjectNode(), api);
        LOG.info("mcp.tool-called", "tool", name, "key", caller.keyId(), "failed", result.get("isError"));
        return result;
    }

    private static ObjectNode result(Tool tool, ObjectNode given, ApiRequests api) {
        ObjectNode answers = StrictJson.mapper().createObjectNode();
        try {
            Arguments arguments = Arguments.of(tool, given);
            for (Map.Entry<String, String> request : tool.requests().entrySet()) {
                ApiAnswer answer = api.send(arguments.request(request.getValue()));
                if (!answer.isSuccess()) {
                    return failed(answer.text());
                }
                answers.set(request.getKey(), StrictJson.stored(answer.text()));
            }
            return succeeded(ShortText.of(answers.size() == 1 ? answers.iterator().next() : answers, tool));
        } catch (UnusableCall e) {
            return failed(e.getMessage());
        }
    }

    private static ObjectNode succeeded(String text) {
        return result(text, false);
    }

    private static ObjectNode failed(String text) {
        return result(text, true);
    }

    private static ObjectNode result(String text, boolean isError) {
        ObjectNode result = StrictJson.mapper().createObjectNode();
        result.putArray("content").addObject().put("type", "text").put("text", text);
        return result.put("isError", isError);
    }
}
