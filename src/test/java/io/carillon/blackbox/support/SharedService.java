package io.carillon.blackbox.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Tests of the one running service; {@code mvn verify -Ppostgresql} runs them, those with {@link QuietService}, and no others, on
 * PostgreSQL. One class after the other uses the service, while others run with {@link QuietService}, {@link ConsoleService} or
 * processes of their own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RunningCarillon.class)
@Tag("shared")
@Execution(ExecutionMode.SAME_THREAD) // needs no lock, and so no thread for each class that would wait for it
public @interface SharedService {

    /** The lock of tests that need their messages handled soon, and of those that fill the queue. */
    String SHORT_QUEUE = "a short queue";
}
