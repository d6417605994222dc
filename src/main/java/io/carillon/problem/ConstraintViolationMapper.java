package io.carillon.problem;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Tells every value that Bean Validation refused, by its pointer. */
@Provider
public class ConstraintViolationMapper implements ExceptionMapper<ConstraintViolationException> {

    @Override
    public Response toResponse(ConstraintViolationException exception) {
        var violations = exception.getConstraintViolations().stream()
                .map(violation -> new Violation(pointer(violation), violation.getMessage()))
                .sorted(Comparator.comparing(Violation::pointer))
                .toList();
        return new ProblemMapper().toResponse(ProblemException.invalid(violations));
    }

    private static String pointer(ConstraintViolation<?> violation) {
        return StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                .filter(node -> node.getKind() == ElementKind.PROPERTY || node.getKind() == ElementKind.CONTAINER_ELEMENT)
                .map(ConstraintViolationMapper::step)
                .collect(Collectors.joining());
    }

    private static String step(Path.Node node) {
        String place = node.getIndex() != null ? "/" + node.getIndex() : node.getKey() != null ? "/" + node.getKey() : "";
        return place + (node.getKind() == ElementKind.PROPERTY ? "/" + node.getName() : "");
    }
}
