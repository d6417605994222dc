package io.carillon.platform;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilesHealthTest {

    @ParameterizedTest
    @CsvSource({"968,1000,false", "969,1000,true", "1000,1000,true"})
    void aProcessIsShortOfFilesBeforeItHasNone(long open, long most, boolean expected) {
        assertThat(FilesHealth.isFull(open, most), is(expected));
    }
}
