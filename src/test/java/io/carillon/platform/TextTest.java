package io.carillon.platform;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {

    @ParameterizedTest
    @CsvSource({"'', -1", "ab, -1", "a\uD83D\uDE00b, -1", "\uD83D\uDE00\uD83D\uDE00, -1"})
    void completeTextHasNoUnpairedSurrogate(String text, int index) {
        assertThat(Text.unpairedSurrogate(text, 0), is(index));
        assertThat(Text.hasUnpairedSurrogate(text), is(false));
    }

    @Test
    void theFirstUnpairedSurrogateIsFound() {
        String pair = Character.toString(0x1F600);
        assertThat(Text.unpairedSurrogate("a" + (char) 0xD83D, 0), is(1));
        assertThat(Text.unpairedSurrogate((char) 0xDE00 + "a", 0), is(0));
        assertThat(Text.unpairedSurrogate(pair + (char) 0xDE00, 0), is(2));
        assertThat(Text.unpairedSurrogate("" + (char) 0xDE00 + (char) 0xD83D, 0), is(0));
        assertThat(Text.unpairedSurrogate("" + (char) 0xD83D + pair, 0), is(0));
    }

    @Test
    void theSearchContinuesFromAnIndex() {
        String text = (char) 0xD800 + "ab" + (char) 0xDC00;
        assertThat(Text.unpairedSurrogate(text, 1), is(3));
        assertThat(Text.unpairedSurrogate(text, 4), is(-1));
    }

    @Test
    void whatNoDatabaseStoresIsReplaced() {
        assertThat(Text.stored("a\u0000b\ud800c", 10), is("a\ufffdb\ufffdc"));
        assertThat(Text.stored(null, 10), is(nullValue()));
    }

    @Test
    void longTextIsCutBetweenCharacters() {
        assertThat(Text.stored("abc", 2), is("ab"));
        assertThat("a pair is not cut in half", Text.stored("a\ud83d\ude00", 2), is("a"));
        assertThat(Text.stored("a\ud83d\ude00", 3), is("a\ud83d\ude00"));
    }
}
