package io.carillon.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "5e1cf1a0-5c8b | 5e1cf1a0-5c8b", "\"5e1cf1a0-5c8b\" | 5e1cf1a0-5c8b", "\"order 17, again\" | order 17, again",
        "\"a\\\"b\\\\c\" | a\"b\\c", "` k ` | k", "a=b;c/d+e== | a=b;c/d+e=="})
    void aKeyIsBareOrQuoted(String header, String key) {
        assertThat(IdempotencyKey.read(List.of(header)), is(key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "\"\"", "\" \"", "\"", "\"a", "a\"", "a\"b", "a,b", "a b", "a\u0000",
        "a\u007f", "\u00e4", "\"\u00e4\"", "\"a\";b=1", "\"a\\b\""})
    void anythingElseIsRejected(String header) {
        assertThrows(ProblemException.class, () -> IdempotencyKey.read(List.of(header)));
    }

    @Test
    void theLengthIsBounded() {
        String longest = "k".repeat(IdempotencyKey.MAX_LENGTH);
        assertThat(IdempotencyKey.read(List.of(longest)), is(longest));
        assertThrows(ProblemException.class, () -> IdempotencyKey.read(List.of(longest + "k")));
        assertThrows(ProblemException.class, () -> IdempotencyKey.read(List.of("\"" + longest + "k\"")));
    }

    @Test
    void severalAreRejectedAndNoneIsNone() {
        assertThrows(ProblemException.class, () -> IdempotencyKey.read(List.of("a", "a")));
        assertThat(IdempotencyKey.read(null), is(nullValue()));
        assertThat(IdempotencyKey.read(List.of()), is(nullValue()));
    }
}
