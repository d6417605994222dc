package io.carillon.platform;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A class that opens a transaction outside a request: a stateless session bean with {@code REQUIRES_NEW}, because the container
 * gives only those a transaction on timers, listeners and managed threads (decision 1).
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface UnitOfWork {
}
