package io.carillon.platform;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiskHealthTest {

    private static final long MEGABYTE = 1 << 20;

    /** Sizes in megabytes. */
    @ParameterizedTest
    @CsvSource({"63,1000,true", "64,1000,false", "64,100000,true", "2000,100000,true", "2001,100000,false", "0,0,true"})
    void aDiskIsFullWhenTheBrokerOrTheDatabaseWouldStop(long usable, long total, boolean expected) {
        assertThat(DiskHealth.isFull(usable * MEGABYTE, total * MEGABYTE), is(expected));
    }
}
