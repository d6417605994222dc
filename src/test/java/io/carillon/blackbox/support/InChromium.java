package io.carillon.blackbox.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Tests of the console in the one {@link Chromium} that the suite shares; one class at a time uses it. They are skipped if
 * Chromium is not installed, unless {@code -Dconsole.browser=required}. {@code mvn verify -Ppostgresql} leaves them out: pages
 * are the same on any database.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RunningChromium.class)
@Tag("browser")
@ResourceLock("the browser")
public @interface InChromium {
}
