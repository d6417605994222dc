package io.carillon.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.json.JsonDocument;
import io.carillon.json.VersionedDocument;
import io.carillon.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which version of an object a tag stands for. */
class EntityTagTest {

    /** An object that is used without being edited. */
    record Boat(String name, Integer uses) implements VersionedDocument {

        @Override
        public JsonDocument edited() {
            return new Boat(name, null);
        }
    }

    private static final String TAG = EntityTag.of(new Boat("Gig", 1));

    @Test
    void anEditChangesTheTag() {
        assertThat(TAG, is(EntityTag.of(new Boat("Gig", 1))));
        assertThat(EntityTag.isEdited(List.of(TAG), EntityTag.of(new Boat("Skiff", 1))), is(false));
        assertThat(EntityTag.isShown(List.of(TAG), EntityTag.of(new Boat("Skiff", 1))), is(false));
    }

    @Test
    void whatChangesByItselfIsNoEdit() {
        String used = EntityTag.of(new Boat("Gig", 2));
        assertThat(used, is(not(TAG)));
        assertThat(EntityTag.isEdited(List.of(TAG), used), is(true));
        assertThat(EntityTag.isShown(List.of(TAG), used), is(false));
    }

    @Test
    void aWeakTagIsEnoughForReadingOnly() {
        assertThat(EntityTag.isShown(List.of("W/" + TAG), TAG), is(true));
        assertThat(EntityTag.isEdited(List.of("W/" + TAG), TAG), is(false));
        assertThat(EntityTag.isEdited(List.of("\"x\"", TAG), TAG), is(true));
        assertThat(EntityTag.isEdited(List.of("*"), TAG), is(true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"\"a\"|\"a\"", " \"a\" , W/\"b,c\",\"\"|\"a\";W/\"b,c\";\"\"",
        ",\"a\",,|\"a\"", "*|*"})
    void aHeaderIsAListOfTags(String header, String tags) {
        assertThat(EntityTag.read("If-Match", List.of(header)), is(List.of(tags.split(";"))));
    }

    @Test
    void severalHeadersAreOneList() {
        assertThat(EntityTag.read("If-Match", List.of("\"a\"", "\"b\"")), is(List.of("\"a\"", "\"b\"")));
        assertThat(EntityTag.read("If-Match", null), is(nullValue()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "\"a", "\"a\" \"b\"", "*, \"a\"", "w/\"a\"", "\"a\"b", "\"a b\""})
    void whatIsNoListOfTagsIsRefused(String header) {
        assertThrows(ProblemException.class, () -> EntityTag.read("If-Match", List.of(header)));
    }
}
