package io.carillon.filter;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SubstringTest {

    @Test
    void itFindsWhatStringFinds() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            String wanted = text(random, 1 + random.nextInt(6));
            String text = text(random, random.nextInt(30));
            assertThat(wanted + " in " + text, new Substring(wanted).isIn(text), is(text.contains(wanted)));
        }
    }

    private static String text(Random random, int length) {
        return random.ints(length, 'a', 'c').collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
