package io.carillon.blackbox.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Tests of the one running service; {@code mvn verify -Ppostgresql} runs them, and no others, on PostgreSQL. One class at a time
 * uses the service, while others may run with {@link ConsoleService} or processes of their own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RunningCarillon.class)
@Tag("shared")
@ResourceLock("the shared service")
public @interface SharedService {

    /** The lock of tests that need their messages handled soon, and of those that fill the queue. */
    String SHORT_QUEUE = "a short queue";
}
