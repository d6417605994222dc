package io.carillon.process;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeFolderTest {

    @TempDir
    Path folder;

    @Test
    void isMadeForItsOwnerOnlyAndItsServerFolderIsEmptiedEachTime() throws Exception {
        Path home = folder.resolve("deep/home");
        HomeFolder opened = new HomeFolder(home);
        opened.open();
        Files.writeString(opened.emptyServerFolder().resolve("left-over"), "x");
        assertThat(Files.exists(opened.emptyServerFolder().resolve("left-over")), is(false));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)), is("rwx------"));
    }

    @Test
    void aFileInItsPlaceIsToldInOneSentence() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");
        var refusal = assertThrows(Refusal.class, () -> new HomeFolder(file).open());
        assertThat(refusal.getMessage(), containsString(file.toString()));
    }
}
