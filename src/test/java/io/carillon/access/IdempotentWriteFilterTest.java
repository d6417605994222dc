package io.carillon.access;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Which bodies are the same request. */
class IdempotentWriteFilterTest {

    @Test
    void formattingAndOrderOfMembersMakeNoDifference() throws IOException {
        assertThat(canonical("{ \"b\":[1, 2],\"a\":{\"d\":null,\"c\":\"x\"}}\n"), is(canonical(
                "{\"a\":{\"c\":\"x\",\"d\":null},\"b\":[1,2]}")));
        assertThat(canonical("{\"b\":[2,1]}"), is(not(canonical("{\"b\":[1,2]}"))));
    }

    @Test
    void whatIsNotJsonIsTakenAsItIs() throws IOException {
        assertThat(canonical(""), is(""));
        assertThat(canonical("{\"a\":1,"), is("{\"a\":1,"));
        assertThat(canonical("{\"a\":1,\"a\":2}"), is("{\"a\":1,\"a\":2}"));
    }

    private static String canonical(String body) throws IOException {
        return new String(IdempotentWriteFilter.canonical(body.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }
}
