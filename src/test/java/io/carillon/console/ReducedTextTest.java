package io.carillon.console;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReducedTextTest {

    @ParameterizedTest
    @CsvSource({
            "'  a;\n\n    b;',              'a;\nb;\n'",
            "'// why\na;\n  // how\nb;',    'a;\nb;\n'",
            "'/** One line. */\na;',        'a;\n'",
            "'/**\n * More\n\n */\na;',     'a;\n'",
            "'/* first */ /* second */ a;', 'a;\n'",
            "'/* first\n */ a; b;',         'a; b;\n'",
            "'a /** @type {any} */ (b);',   'a /** @type {any} */ (b);\n'",
            "'a = ''https://b'';',          'a = ''https://b'';\n'",
            "'/** a */',                    '\n'",
    })
    void whatOnlyAuthorsNeedIsLeftOut(String text, String reduced) {
        assertThat(ReducedText.of(text), is(reduced));
    }
}
