package io.carillon.blackbox.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/** The Model Context Protocol with one key, without a client's library. */
public final class Mcp {

    private final Api api;

    public Mcp(Api api) {
        this.api = api;
    }

    /** Calls {@code tool} with members of its arguments; the result, which may be an error of the tool. */
    public JsonNode call(String tool, Object... arguments) {
        return result("tools/call", Json.object("name", tool, "arguments", Json.raw(Json.object(arguments))));
    }

    /** The text in the answer of {@code tool}, which must succeed, read as JSON. */
    public JsonNode answer(String tool, Object... arguments) {
        JsonNode result = call(tool, arguments);
        if (result.get("isError").asBoolean()) {
            throw new AssertionError(result.toString());
        }
        return Api.json(text(result));
    }

    /** The text in the answer of {@code tool}, which must fail. */
    public String error(String tool, Object... arguments) {
        JsonNode result = call(tool, arguments);
        if (!result.get("isError").asBoolean()) {
            throw new AssertionError(result.toString());
        }
        return text(result);
    }

    public static String text(JsonNode result) {
        return result.at("/content/0/text").asText();
    }

    /** The result of {@code method}. */
    public JsonNode result(String method, String params) {
        JsonNode answer = Api.json(post(message(method, params)), 200);
        if (!answer.has("result")) {
            throw new AssertionError(answer.toString());
        }
        return answer.get("result");
    }

    public static String message(String method, String params) {
        return Json.object("jsonrpc", "2.0", "id", 7, "method", method, "params", Json.raw(params));
    }

    /** Posts {@code body} with headers, each a name and its value. */
    public HttpResponse<String> post(String body, String... headers) {
        return api.send(request(headers).POST(BodyPublishers.ofString(body)));
    }

    /** A request with the key, the content type and {@code headers}. */
    public HttpRequest.Builder request(String... headers) {
        HttpRequest.Builder request = api.request("").uri(api.base().resolve("/mcp")).header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream");
        return headers.length == 0 ? request : request.headers(headers);
    }
}
