package io.carillon.platform;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class that opens a transaction outside a request: a stateless session bean with {@code REQUIRES_NEW}, the only kind
 * of bean for which the container starts a transaction on timers, listeners and managed threads (decision 1).
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface UnitOfWork {
}
