package io.carillon.foreign;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.json.Pointer;
import io.carillon.json.StrictJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * An object in the document of another service. It remembers which members were read, so that the others can be named at the end.
 * A member that is null or empty is the same as none; one of the wrong type is a flaw.
 */
final class ForeignObject {

    private final JsonNode members;
    private final String pointer;
    private final Conversion conversion;
    private final Set<String> read = new HashSet<>();

    ForeignObject(JsonNode members, String pointer, Conversion conversion) {
        this.members = members;
        this.pointer = pointer;
        this.conversion = conversion;
    }

    /** Where the object is. */
    String pointer() {
        return pointer;
    }

    /** Where the member {@code name} is. */
    String pointer(String name) {
        return pointer + Pointer.step(name);
    }

    /** The member {@code name}, of any type. */
    Optional<JsonNode> value(String name) {
        read.add(name);
        return Optional.ofNullable(members.get(name)).filter(value -> !isNothing(value));
    }

    private static boolean isNothing(JsonNode value) {
        return value.isNull() || value.isContainerNode() && value.isEmpty() || value.isTextual() && value.textValue().isBlank();
    }

    Optional<String> text(String name) {
        return typed(new Placed<>(pointer(name), value(name)), JsonNode::isTextual, "must be a text").map(JsonNode::textValue);
    }

    /** A text that must be there; empty if it is not, which is a flaw. */
    String requiredText(String name) {
        return text(name).orElseGet(() -> {
            conversion.flaw(pointer(name), "is required");
            return "";
        });
    }

    boolean flag(String name) {
        return typed(new Placed<>(pointer(name), value(name)), JsonNode::isBoolean, "must be true or false")
                .filter(JsonNode::booleanValue).isPresent();
    }

    Optional<Integer> number(String name) {
        return typed(new Placed<>(pointer(name), value(name)), JsonNode::canConvertToInt, "must be a whole number")
                .map(JsonNode::intValue);
    }

    /** The object {@code name}, or one without members. */
    ForeignObject object(String name) {
        return new ForeignObject(typed(new Placed<>(pointer(name), value(name)), JsonNode::isObject, "must be an object")
                .orElseGet(StrictJson.mapper()::createObjectNode), pointer(name), conversion);
    }

    /** The elements of the array {@code name}. */
    List<Placed<JsonNode>> elements(String name) {
        JsonNode array = typed(new Placed<>(pointer(name), value(name)), JsonNode::isArray, "must be an array")
                .orElseGet(StrictJson.mapper()::createArrayNode);
        return IntStream.range(0, array.size())
                .mapToObj(i -> new Placed<>(pointer(name) + Pointer.step(i), array.get(i))).toList();
    }

    /** The objects in the array {@code name}. */
    List<ForeignObject> objects(String name) {
        return elements(name).stream().flatMap(element -> typed(present(element), JsonNode::isObject, "must be an object")
                .map(value -> new ForeignObject(value, element.pointer(), conversion)).stream()).toList();
    }

    /** The texts in the array {@code name}. */
    List<Placed<String>> texts(String name) {
        return elements(name).stream().flatMap(element -> typed(present(element), JsonNode::isTextual, "must be a text")
                .map(value -> new Placed<>(element.pointer(), value.textValue())).stream()).toList();
    }

    /** The members of this object, which are texts. */
    Map<String, String> allTexts() {
        Map<String, String> texts = new LinkedHashMap<>();
        names().forEach(name -> text(name).ifPresent(text -> texts.put(name, text)));
        return texts;
    }

    private static Placed<Optional<JsonNode>> present(Placed<JsonNode> element) {
        return new Placed<>(element.pointer(), Optional.of(element.value()));
    }

    private Optional<JsonNode> typed(Placed<Optional<JsonNode>> value, Predicate<JsonNode> isRight, String requirement) {
        if (value.value().filter(isRight.negate()).isPresent()) {
            conversion.flaw(value.pointer(), requirement);
            return Optional.empty();
        }
        return value.value();
    }

    /** Leaves members behind that say nothing about what is to be sent. */
    void ignore(String... names) {
        read.addAll(Set.of(names));
    }

    /** Names every other member that was not read. */
    void omitTheRest() {
        names().stream().filter(name -> !read.contains(name) && value(name).isPresent())
                .forEach(name -> conversion.omit(pointer(name), "has no counterpart in Carillon"));
    }

    /** Refuses every member that was not read, with {@code detail}. */
    void refuseTheRest(String detail) {
        names().stream().filter(name -> !read.contains(name)).forEach(name -> conversion.flaw(pointer(name), detail));
    }

    /** The names of all members. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        members.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
