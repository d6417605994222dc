package io.carillon.problem;

import io.carillon.json.Flaw;
import io.carillon.json.Pointer;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Reports every value that Bean Validation rejects, with its pointer. */
@Provider
public class ConstraintViolationMapper implements ExceptionMapper<ConstraintViolationException> {

    @Override
    public Response toResponse(ConstraintViolationException exception) {
        return new ProblemMapper().toResponse(ProblemException.invalid(flawsOf(exception.getConstraintViolations())));
    }

    /** The flaws that are reported for {@code violations}, by their pointers. */
    public static List<Flaw> flawsOf(Set<? extends ConstraintViolation<?>> violations) {
        return violations.stream().map(violation -> Flaw.ofValue(pointer(violation), Constraints.requirement(violation)))
                .sorted(Comparator.comparing(Flaw::pointer)).toList();
    }

    private static String pointer(ConstraintViolation<?> violation) {
        return StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                .filter(node -> node.getKind() == ElementKind.PROPERTY || node.getKind() == ElementKind.CONTAINER_ELEMENT)
                .map(ConstraintViolationMapper::step)
                .collect(Collectors.joining());
    }

    private static String step(Path.Node node) {
        String element = node.getIndex() != null ? Pointer.step(node.getIndex())
                : node.getKey() != null ? Pointer.step(node.getKey().toString()) : "";
        return element + (node.getKind() == ElementKind.PROPERTY ? Pointer.step(node.getName()) : "");
    }
}
