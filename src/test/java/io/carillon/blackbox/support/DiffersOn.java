package io.carillon.blackbox.support;

import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A test of what {@code carillon.jar} does and these application servers do not. {@code src/docs/servers.md} says why. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(DiffersOn.Condition.class)
public @interface DiffersOn {

    /** The names of the servers, as in {@code carillon.server}. */
    String[] value();

    String because();

    /** Skips the test on these servers. */
    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return context.getElement().flatMap(element -> findAnnotation(element, DiffersOn.class))
                    .filter(differs -> List.of(differs.value()).contains(ApplicationServer.NAME))
                    .map(differs -> ConditionEvaluationResult.disabled(differs.because()))
                    .orElseGet(() -> ConditionEvaluationResult.enabled(null));
        }
    }
}
