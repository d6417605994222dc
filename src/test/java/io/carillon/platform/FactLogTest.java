package io.carillon.platform;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;

class FactLogTest {

    @Test
    void aFactIsItsNameAndItsPairs() {
        assertThat(FactLog.line("delivery.attempted", "id", "dl_1", "status", 200, "next", null),
                is("delivery.attempted id=dl_1 status=200"));
    }

    @Test
    void noValueForgesALine() {
        assertThat(FactLog.line("x", "detail", "a b\"c\\\nx detail=d"), is("x detail=\"a b\\\"c\\\\\\nx detail=d\""));
        assertThat(FactLog.line("x", "empty", ""), is("x empty=\"\""));
    }

    @Test
    void aTextThatLooksLikeANumberIsQuoted() {
        assertThat(FactLog.line("x", "count", 7, "age", -3L, "id", "12", "name", "a1"), is("x count=7 age=-3 id=\"12\" name=a1"));
    }
}
