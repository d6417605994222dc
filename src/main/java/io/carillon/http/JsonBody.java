package io.carillon.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.carillon.json.JsonDocument;
import io.carillon.json.NotJson;
import io.carillon.json.Pointer;
import io.carillon.json.StrictJson;
import io.carillon.platform.Text;
import io.carillon.problem.ProblemException;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads and writes the JSON bodies of every resource with the strict reader. Text that is not JSON or has unknown members is a
 * 400, a member of the wrong type is a 422; both report each place as a pointer. A body that may be null may be missing.
 */
@Provider
@Consumes({MediaType.APPLICATION_JSON, ObjectBody.MERGE_PATCH})
@Produces({MediaType.APPLICATION_JSON, "application/problem+json"})
public class JsonBody implements MessageBodyReader<JsonDocument>, MessageBodyWriter<JsonDocument> {

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return JsonDocument.class.isAssignableFrom(type);
    }

    @Override
    public JsonDocument readFrom(Class<JsonDocument> type, Type generic, Annotation[] annotations, MediaType mediaType,
            MultivaluedMap<String, String> headers, InputStream body) throws IOException {
        JsonNode tree = tree(body);
        return tree.isMissingNode() && Arrays.stream(annotations).noneMatch(NotNull.class::isInstance) ? null
                : document(tree, type);
    }

    /** The document in {@code body}, for what is not part of the API; ends the request with a problem if there is none. */
    public static <T extends JsonDocument> T read(InputStream body, Class<T> type) throws IOException {
        return document(tree(body), type);
    }

    private static JsonNode tree(InputStream body) throws IOException {
        try {
            return StrictJson.mapper().readTree(body);
        } catch (JsonProcessingException e) {
            throw ProblemException.malformed("", NotJson.describe(e));
        }
    }

    private static <T extends JsonDocument> T document(JsonNode tree, Class<T> type) {
        if (!tree.isObject()) {
            throw ProblemException.malformed("", "must be a JSON object");
        }
        checkText(tree, "");
        return bind(tree, type);
    }

    /** The document that {@code tree} is; ends the request with a problem if it is none. */
    static <T extends JsonDocument> T bind(JsonNode tree, Class<T> type) {
        try {
            return StrictJson.mapper().treeToValue(tree, type);
        } catch (MismatchedInputException e) {
            throw Mismatches.in(tree, type, e);
        } catch (JsonProcessingException e) {
            throw ProblemException.malformed("", NotJson.describe(e));
        }
    }

    /** Databases store neither NUL nor an unpaired surrogate, so no text may contain one. */
    private static void checkText(JsonNode node, String pointer) {
        if (node.isTextual()) {
            checkCharacters(node.textValue(), pointer);
        }
        node.properties().forEach(member -> {
            checkCharacters(member.getKey(), pointer);
            checkText(member.getValue(), pointer + Pointer.step(member.getKey()));
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            checkText(node.get(i), pointer + Pointer.step(i));
        }
    }

    private static void checkCharacters(String text, String pointer) {
        if (text.indexOf(0) >= 0) {
            throw ProblemException.malformed(pointer, "contains NUL");
        }
        if (Text.hasUnpairedSurrogate(text)) {
            throw ProblemException.invalid(pointer, "must not contain an unpaired surrogate");
        }
    }

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return JsonDocument.class.isAssignableFrom(type);
    }

    @Override
    public void writeTo(JsonDocument value, Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType,
            MultivaluedMap<String, Object> headers, OutputStream body) throws IOException {
        // via a string, so that an unpaired surrogate quoted in the response becomes a question mark
        body.write(StrictJson.mapper().writeValueAsString(value).getBytes(StandardCharsets.UTF_8));
    }
}
