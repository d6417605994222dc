package io.carillon.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.access.Caller;
import io.carillon.access.Capability;
import io.carillon.access.Role;
import io.carillon.json.StrictJson;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A tool: one request to the API, or a few that are read together, under a name that a model understands.
 *
 * @param explanation what the model reads to decide when to use it
 * @param roles       the roles that the requests are open to
 * @param needs       the capability that they need; null if none
 * @param requests    method and path of each request, by the name of its answer; {@code {x}} in a path is the argument x
 * @param without     members to leave out of the answers, at any depth, because they are long and say little
 * @param shorter     how to ask for less when the answer is too long
 * @param input       the arguments, a JSON Schema
 */
record Tool(String name, String title, String explanation, Set<Role> roles, Capability needs, Map<String, String> requests,
        List<String> without, String shorter, ObjectNode input) {

    Tool {
        without = without == null ? List.of() : without;
    }

    boolean isOpenTo(Caller caller) {
        return roles.contains(caller.role()) && (needs == null || caller.capabilities().contains(needs));
    }

    /** Whether it changes nothing and sends nothing. */
    boolean isReadOnly() {
        return requests.values().stream().allMatch(request -> request.startsWith("GET "));
    }

    /**
     * What clients get. A tool that sends counts as destructive: what a receiver does with one more webhook, Carillon does not
     * know, and clients ask a person before such a call.
     */
    ObjectNode description() {
        ObjectNode tool = StrictJson.mapper().createObjectNode().put("name", name).put("title", title)
                .put("description", explanation);
        tool.set("inputSchema", input);
        tool.putObject("annotations").put("title", title).put("readOnlyHint", isReadOnly())
                .put("destructiveHint", !isReadOnly()).put("idempotentHint", isReadOnly())
                .put("openWorldHint", !isReadOnly());
        return tool;
    }
}
