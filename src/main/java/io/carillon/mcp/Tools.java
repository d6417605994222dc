package io.carillon.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.access.Caller;
import io.carillon.json.JsonDocument;
import io.carillon.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All tools, from {@code tools.json}. The first request reads it, so that the start does not. */
final class Tools {

    private static final Document ALL = read();

    private Tools() {
    }

    /** What {@code tools.json} consists of. */
    record Document(String instructions, List<Tool> tools) implements JsonDocument {
    }

    private static Document read() {
        try (InputStream file = Tools.class.getResourceAsStream("tools.json")) {
            JsonNode tree = StrictJson.mapper().readTree(file);
            return StrictJson.mapper().treeToValue(tree, Document.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a model should know before it uses the tools. */
    static String instructions() {
        return ALL.instructions();
    }

    static List<Tool> all() {
        return ALL.tools();
    }

    /** The tools that {@code caller} may use; the API checks each call anyway. */
    static Stream<Tool> openTo(Caller caller) {
        return ALL.tools().stream().filter(tool -> tool.isOpenTo(caller));
    }

    static Optional<Tool> find(String name) {
        return ALL.tools().stream().filter(tool -> tool.name().equals(name)).findFirst();
    }
}
