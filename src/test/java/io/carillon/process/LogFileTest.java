package io.carillon.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

    @TempDir
    private Path home;

    @Test
    void itContinuesWhereItWasAndReplacesTheEarlierOneWhenItIsFull() throws IOException {
        for (String line : new String[] {"one\n", "two\n", "three\n"}) {
            try (LogFile log = new LogFile(home, 4)) {
                log.write(line.getBytes(UTF_8));
            }
        }
        assertThat(Files.readString(home.resolve(LogFile.EARLIER)), is("one\ntwo\n"));
        assertThat(Files.readString(home.resolve(LogFile.NAME)), is("three\n"));
    }

    @Test
    void onlyItsOwnerReadsIt() throws IOException {
        new LogFile(home, 4).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(LogFile.NAME))), is("rw-------"));
    }
}
