package io.carillon.platform;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;

import org.junit.jupiter.api.Test;

class ApplicationClassesTest {

    @Test
    void allOfTheFolderAreLoaded() {
        assertThat(ApplicationClasses.load(), greaterThan(500));
    }
}
