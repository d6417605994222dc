package io.carillon.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.json.DocumentTree;
import io.carillon.json.Flaw;
import io.carillon.json.JsonDocument;
import io.carillon.json.Pointer;
import io.carillon.json.VersionedDocument;
import io.carillon.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Turns the body of a PUT or PATCH into the request that it stands for. Both accept the object as GET shows it: a member that
 * cannot be written is ignored if it is unchanged, and otherwise a 422. A PUT replaces the whole object, so it must have every
 * member that GET shows with a value: nothing falls back to a default because it was forgotten. GET may have shown it before an
 * earlier edit, so what the service sets is ignored. A PATCH is a JSON merge patch (RFC 7396): it changes the members that it
 * has, and null removes one. Both check the {@link Preconditions} first.
 */
@ApplicationScoped
public class Edits {

    private Validator validator;
    private Preconditions preconditions;

    /** For the container's proxy. */
    protected Edits() {
    }

    @Inject
    Edits(Validator validator, Preconditions preconditions) {
        this.validator = validator;
        this.preconditions = preconditions;
    }

    /** The request of a PUT that creates an object. */
    public <T extends JsonDocument> T create(ObjectBody body, Class<T> type) {
        preconditions.check(null);
        return valid(body.members(), type);
    }

    /**
     * The request of a PUT.
     *
     * @param shown the object as GET shows it, locked until the end of the transaction
     * @param fixed members of the request that cannot be written, each with the reason
     * @param omittable members that may be missing, because the object has their defaults and older clients do not know them
     * @throws ProblemException             412 for another version, 400 for an unknown member, 422 for others that cannot be used
     * @throws ConstraintViolationException if the request is not valid
     */
    public <T extends JsonDocument> T replace(ObjectBody body, VersionedDocument shown, Class<T> type,
            Map<String, String> fixed, Set<String> omittable) {
        preconditions.check(shown);
        Edit edit = new Edit(body.members().deepCopy(), DocumentTree.of(shown), type, fixed);
        edit.takeReadOnly(shown.getClass(), shown.maintained());
        edit.requireWhole(omittable);
        return valid(edit.checked(edit.given), type);
    }

    /** The same for an object of which nothing may be missing. */
    public <T extends JsonDocument> T replace(ObjectBody body, VersionedDocument shown, Class<T> type,
            Map<String, String> fixed) {
        return replace(body, shown, type, fixed, Set.of());
    }

    /**
     * The request of a PATCH; parameters and exceptions as above.
     *
     * @param written the object as a client would write it
     */
    public <T extends JsonDocument> T patch(ObjectBody body, VersionedDocument shown, T written, Map<String, String> fixed) {
        preconditions.check(shown);
        @SuppressWarnings("unchecked")
        Class<T> type = (Class<T>) written.getClass();
        Edit edit = new Edit(body.members().deepCopy(), DocumentTree.of(shown), type, fixed);
        edit.takeReadOnly(shown.getClass(), Set.of());
        return valid(edit.checked(merged(DocumentTree.of(written), edit.given)), type);
    }

    /** The algorithm of RFC 7396, section 2, for two objects. */
    static ObjectNode merged(ObjectNode target, ObjectNode patch) {
        patch.properties().forEach(member -> {
            if (member.getValue().isNull()) {
                target.remove(member.getKey());
            } else if (member.getValue() instanceof ObjectNode inner) {
                ObjectNode old = target.get(member.getKey()) instanceof ObjectNode object ? object : target.objectNode();
                target.set(member.getKey(), merged(old, inner));
            } else {
                target.set(member.getKey(), member.getValue());
            }
        });
        return target;
    }

    private <T extends JsonDocument> T valid(ObjectNode members, Class<T> type) {
        T request = JsonBody.bind(members, type);
        Set<ConstraintViolation<T>> violations = validator.validate(request);
        if (!violations.isEmpty()) {
            throw new ConstraintViolationException(violations);
        }
        return request;
    }

    private static Set<String> membersOf(Class<?> type) {
        return Stream.of(type.getRecordComponents()).map(RecordComponent::getName).collect(Collectors.toCollection(TreeSet::new));
    }

    /** One body on its way: what was given, what the object shows, and what is wrong. */
    private static final class Edit {

        private final ObjectNode given;
        private final ObjectNode shown;
        private final Set<String> requestMembers;
        private final Map<String, String> fixed;
        private final List<Flaw> flaws = new ArrayList<>();

        private Edit(ObjectNode given, ObjectNode shown, Class<?> type, Map<String, String> fixed) {
            this.given = given;
            this.shown = shown;
            this.requestMembers = membersOf(type);
            this.fixed = fixed;
        }

        private void takeReadOnly(Class<?> document, Set<String> maintained) {
            given.remove(maintained);
            Set<String> readOnly = membersOf(document);
            readOnly.removeAll(requestMembers);
            readOnly.addAll(fixed.keySet());
            for (String name : readOnly) {
                JsonNode value = given.remove(name);
                if (value != null && !isSame(value, shown.path(name))) {
                    flaws.add(Flaw.ofValue(Pointer.step(name), fixed.getOrDefault(name, "cannot be changed")));
                }
            }
        }

        private static boolean isSame(JsonNode value, JsonNode shown) {
            return value.equals(shown) || value.isNull() && shown.isMissingNode()
                    || value.isNumber() && shown.isNumber() && value.decimalValue().compareTo(shown.decimalValue()) == 0;
        }

        private void requireWhole(Set<String> omittable) {
            requestMembers.stream().filter(name -> !fixed.containsKey(name) && !given.has(name) && !omittable.contains(name))
                    .filter(name -> hasValue(shown.path(name)))
                    .forEach(name -> flaws.add(Flaw.ofValue(Pointer.step(name),
                            "is required: PUT replaces the whole object. Send null to remove it, or use PATCH")));
        }

        private static boolean hasValue(JsonNode shown) {
            return !(shown instanceof MissingNode) && !shown.isNull() && !(shown.isContainerNode() && shown.isEmpty());
        }

        /** {@code members} with those that are fixed; 422 if anything is wrong so far. */
        private ObjectNode checked(ObjectNode members) {
            if (!flaws.isEmpty()) {
                throw ProblemException.invalid(flaws);
            }
            fixed.keySet().stream().filter(name -> requestMembers.contains(name) && shown.has(name))
                    .forEach(name -> members.set(name, shown.get(name)));
            return members;
        }
    }
}
