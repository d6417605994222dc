package io.carillon.blackbox.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests of pages in a browser, most of them of the console of a running service. The service is not the one of
 * {@link SharedService}, so that pages and the API can be tested at the same time, and that a test may restart it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@InChromium // before the service: it is not started where Chromium is missing
@ExtendWith(RunningCarillon.class)
public @interface ConsoleService {
}
