package io.carillon.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The arguments of a call, which become the path, the query and the body of requests to the API. Only names, and what may stand
 * in a path, are checked here; the API checks the values.
 */
final class Arguments {

    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");
    /** An id of Carillon's, or one of its owner's; neither can be anything but one step of a path. */
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z_-]{1,64}|ext:[0-9A-Za-z._:@-]{1,256}");

    private final ObjectNode given;

    private Arguments(ObjectNode given) {
        this.given = given;
    }

    /** {@code given} with the defaults of the tool, if they are arguments of it. */
    static Arguments of(Tool tool, ObjectNode given) {
        JsonNode known = tool.input().path("properties");
        String names = StreamSupport.stream(((Iterable<String>) known::fieldNames).spliterator(), false)
                .collect(Collectors.joining(", "));
        given.fieldNames().forEachRemaining(name -> {
            if (!known.has(name)) {
                throw new UnusableCall("\"" + name + "\" is not an argument of " + tool.name() + ", which has "
                        + (names.isEmpty() ? "none" : names) + ".");
            }
        });
        tool.input().path("required").forEach(name -> {
            if (!given.has(name.textValue())) {
                throw new UnusableCall("The argument " + name.textValue() + " is missing.");
            }
        });
        ObjectNode all = given.deepCopy();
        known.properties().forEach(argument -> {
            if (argument.getValue().has("default") && !all.has(argument.getKey())) {
                all.set(argument.getKey(), argument.getValue().get("default"));
            }
        });
        return new Arguments(all);
    }

    /** The request that {@code pattern} becomes, a method and a path with places for arguments. */
    ApiRequest request(String pattern) {
        String[] methodAndPath = pattern.split(" ", 2);
        ObjectNode others = given.deepCopy();
        String path = PLACE.matcher(methodAndPath[1]).replaceAll(place -> id(place, others));
        if (!methodAndPath[0].equals("GET")) {
            return new ApiRequest(methodAndPath[0], path, others.isEmpty() ? null : others);
        }
        String query = others.properties().stream().map(Arguments::parameter).collect(Collectors.joining("&"));
        return new ApiRequest(methodAndPath[0], query.isEmpty() ? path : path + "?" + query, null);
    }

    /** The argument for {@code place}, which is no part of the query or body then. */
    private static String id(MatchResult place, ObjectNode others) {
        String id = others.remove(place.group(1)).asText();
        if (!ID.matcher(id).matches()) {
            throw new UnusableCall("The argument " + place.group(1) + " must be an id.");
        }
        return id;
    }

    private static String parameter(Map.Entry<String, JsonNode> argument) {
        if (!argument.getValue().isTextual() && !argument.getValue().isIntegralNumber()) {
            throw new UnusableCall("The argument " + argument.getKey() + " must be a text or an integer.");
        }
        return argument.getKey() + "=" + URLEncoder.encode(argument.getValue().asText(), StandardCharsets.UTF_8);
    }
}
