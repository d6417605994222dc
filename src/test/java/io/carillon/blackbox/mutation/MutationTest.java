package io.carillon.blackbox.mutation;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The sources still contain the places that the mutations change, and the page lists all that are errors. */
class MutationTest {

    @ParameterizedTest
    @EnumSource
    void everyEditHasItsPlace(Mutation mutation) {
        mutation.edits().forEach(edit -> assertThat(edit.source() + ": " + edit.text(), edit.places(), is(1)));
    }

    @Test
    void thePageListsThem() throws IOException {
        String page = Files.readString(Path.of("src", "docs", "reliability.md"));
        assertThat(Stream.of(Mutation.values()).filter(Mutation::isError).map(Mutation::words)
                .filter(words -> !page.contains("\n| " + words)).toList(), is(empty()));
    }
}
