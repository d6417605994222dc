package io.carillon.blackbox.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;

/**
 * Gives a test a service whose settings are not those of {@link SharedService}. All tests that need one share it, so a test says
 * which of the settings it relies on.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface OtherSettings {

    /** No retry comes in time, and an ordered endpoint does not wait for one. */
    Map<String, String> SETTINGS = Map.of(
            "CARILLON_UNKNOWN_ORGANIZATION", "keep",
            "CARILLON_ORDERING_WAIT", "PT2S",
            "CARILLON_RETRY_SCHEDULE", "PT0S,PT1H",
            "CARILLON_DELIVERY_TIMEOUT", "PT1S",
            "CARILLON_MCP", "false");

    /** The names of those that the test relies on. */
    String[] value();
}
