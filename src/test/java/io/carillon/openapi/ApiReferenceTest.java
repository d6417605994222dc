package io.carillon.openapi;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code src/docs/api.md} says what {@code /openapi} says. */
class ApiReferenceTest {

    private static final Path PAGE = Path.of("src/docs/api.md");

    @Test
    void thePageIsMadeOfTheDescription() throws IOException {
        String made = new ApiReference(Description.read()).text();
        if (Boolean.getBoolean("api.reference.write")) {
            Files.writeString(PAGE, made);
        }
        assertThat("make it again: mvn test -Dtest=ApiReferenceTest -Dapi.reference.write=true",
                Files.readString(PAGE).equals(made), is(true));
    }
}
