package io.carillon.blackbox.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Tests of a running service that do little but wait: for ticks, retries, rates and the ends of time limits. Their service is
 * like the one of {@link SharedService}, but not the same, so that no other test waits with them. One class at a time uses it.
 * Some tests that do not wait are here because the other service has more of them.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RunningCarillon.class)
@Tag("shared")
@ResourceLock("the quiet service")
public @interface QuietService {
}
