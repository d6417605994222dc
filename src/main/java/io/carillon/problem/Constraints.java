package io.carillon.problem;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.util.Locale;

/** Says what the constraints of Bean Validation require, in the words of the API instead of those of the library. */
final class Constraints {

    private Constraints() {
    }

    /** What {@code violation} is about, as the rest of a sentence that begins with the member. */
    static String requirement(ConstraintViolation<?> violation) {
        Object value = violation.getInvalidValue();
        if (value == null) {
            return isElement(violation.getPropertyPath()) ? "must not be null" : "is required";
        }
        return requirement(violation.getConstraintDescriptor().getAnnotation(), value, violation.getMessage());
    }

    /** What {@code constraint} requires of {@code value}; {@code otherwise} if it has a message of its own. */
    static String requirement(Annotation constraint, Object value, String otherwise) {
        if (constraint instanceof Size size) {
            return length(size, value instanceof CharSequence ? " character" : " element");
        }
        if (constraint instanceof Min min) {
            return "must be at least " + min.value();
        }
        if (constraint instanceof Max max) {
            return "must be at most " + max.value();
        }
        return constraint instanceof NotBlank ? "must not be blank"
                : constraint instanceof NotEmpty ? "must not be empty"
                : constraint instanceof Email ? "must be an e-mail address" : otherwise;
    }

    private static boolean isElement(Path path) {
        ElementKind last = null;
        for (Path.Node node : path) {
            last = node.getKind();
        }
        return last == ElementKind.CONTAINER_ELEMENT;
    }

    private static String length(Size size, String unit) {
        if (size.max() == Integer.MAX_VALUE) {
            return "must have at least " + counted(size.min(), unit);
        }
        return size.min() == 0 ? "must have at most " + counted(size.max(), unit)
                : "must have " + size.min() + " to " + counted(size.max(), unit);
    }

    private static String counted(int count, String unit) {
        return String.format(Locale.ROOT, "%,d", count) + unit + (count == 1 ? "" : "s");
    }
}
