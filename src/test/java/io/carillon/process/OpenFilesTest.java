package io.carillon.process;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class OpenFilesTest {

    @Test
    void aNodeThatMayOpenTooFewDoesNotStart() {
        Refusal refusal = assertThrows(Refusal.class, () -> OpenFiles.require(200));
        assertThat(refusal.getMessage(), containsString("may open 200 files and connections at once"));
        assertDoesNotThrow(() -> OpenFiles.require(600));
    }
}
