package io.carillon.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The capabilities that a request to a resource method needs. Without this, a GET needs {@code view}, and everything else
 * {@code manage}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Needs {

    /** All of them, nearly always one; none if every key may; the method's annotation replaces the class's. */
    Capability[] value();
}
