package io.carillon.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.PropertyBindingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.json.Flaw;
import io.carillon.json.MemberTypes;
import io.carillon.json.Pointer;
import io.carillon.json.StrictJson;
import io.carillon.platform.NearestWord;
import io.carillon.problem.ProblemException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The members that keep a JSON body from being a document. The reader ends at the first of them, so each is taken out and the
 * rest is read again. With a member that the document does not have, the problem is a 400, otherwise a 422.
 */
final class Mismatches {

    /** How many of them are named; each takes one more reading. */
    private static final int MOST = 20;

    private final JsonNode rest;
    private final Class<?> type;
    private final List<Flaw> flaws = new ArrayList<>();
    private boolean hasUnknown;

    private Mismatches(JsonNode rest, Class<?> type) {
        this.rest = rest;
        this.type = type;
    }

    /** The problem with {@code tree}, whose reading as a {@code type} ended at {@code first}. */
    static ProblemException in(JsonNode tree, Class<?> type, MismatchedInputException first) {
        return first.getPath().isEmpty() ? ProblemException.malformed("", "must be a JSON object")
                : new Mismatches(tree.deepCopy(), type).problem(first);
    }

    private ProblemException problem(MismatchedInputException first) {
        MismatchedInputException next = first;
        do {
            flaws.add(flaw(next));
        } while (flaws.size() < MOST && take(next.getPath()) && (next = read()) != null);
        return hasUnknown ? ProblemException.malformed(flaws) : ProblemException.invalid(flaws);
    }

    private Flaw flaw(MismatchedInputException mismatch) {
        String pointer = mismatch.getPath().stream().map(Mismatches::step).collect(Collectors.joining());
        if (mismatch instanceof PropertyBindingException unknown) {
            hasUnknown = true;
            return new Flaw(Flaw.MALFORMED, pointer, "is not a member of this document" + instead(unknown));
        }
        return Flaw.ofValue(pointer, MemberTypes.requirement(mismatch));
    }

    /** The nearest member, or else all of them. */
    private static String instead(PropertyBindingException unknown) {
        List<String> members = Stream.ofNullable(unknown.getKnownPropertyIds()).flatMap(Collection::stream).map(Object::toString)
                .sorted().toList();
        return NearestWord.of(unknown.getPropertyName(), members).map(nearest -> "; the nearest one is " + nearest)
                .orElse(members.isEmpty() ? "" : ", which has " + String.join(", ", members));
    }

    private static String step(JsonMappingException.Reference step) {
        return step.getFieldName() == null ? Pointer.step(step.getIndex()) : Pointer.step(step.getFieldName());
    }

    /** Whether the rest had something at {@code path}, which it now lacks; an element becomes null, so that the others stay. */
    private boolean take(List<JsonMappingException.Reference> path) {
        JsonNode parent = rest;
        for (JsonMappingException.Reference step : path.subList(0, path.size() - 1)) {
            parent = step.getFieldName() == null ? parent.path(step.getIndex()) : parent.path(step.getFieldName());
        }
        JsonMappingException.Reference last = path.get(path.size() - 1);
        if (parent instanceof ObjectNode object) {
            return object.remove(last.getFieldName()) != null;
        }
        return parent instanceof ArrayNode array && array.hasNonNull(last.getIndex())
                && array.setNull(last.getIndex()) != null;
    }

    /** The next mismatch, or null. */
    private MismatchedInputException read() {
        try {
            StrictJson.mapper().treeToValue(rest, type);
            return null;
        } catch (MismatchedInputException e) {
            return e.getPath().isEmpty() ? null : e;
        } catch (JsonProcessingException e) {
            return null; // what cannot be said of a member is said when these are right
        }
    }
}
