package io.carillon.json;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PointerTest {

    /** The examples are those of RFC 6901, section 5. */
    @ParameterizedTest
    @CsvSource({"foo,/foo", "'',/", "a/b,/a~1b", "c%d,/c%d", "e^f,/e^f", "' ','/ '", "m~n,/m~0n", "~1,/~01"})
    void namesAreEscaped(String name, String step) {
        assertThat(Pointer.step(name), is(step));
    }

    @Test
    void elementsAreCounted() {
        assertThat(Pointer.step("list") + Pointer.step(3), is("/list/3"));
    }
}
