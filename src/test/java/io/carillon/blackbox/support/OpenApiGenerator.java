package io.carillon.blackbox.support;

import io.carillon.receivers.Command;
import java.nio.file.Path;
import java.util.stream.Stream;

/** OpenAPI Generator, from Maven Central. */
public final class OpenApiGenerator {

    private static final String JAR = "openapi-generator-cli";
    private static final String ARTIFACT = "org.openapitools:" + JAR + ":7.17.0";

    private final Path work;

    /** Fetches it to {@code work}, where it also runs. */
    public OpenApiGenerator(Path work) {
        this.work = work;
        Command.maven(work, "dependency:copy", "-Dartifact=" + ARTIFACT, "-Dmdep.stripVersion=true", "-DoutputDirectory=" + work);
    }

    public void run(String... arguments) {
        Command.run(work, Stream.concat(Stream.of("java", "-jar", JAR + ".jar"), Stream.of(arguments)).toArray(String[]::new));
    }
}
