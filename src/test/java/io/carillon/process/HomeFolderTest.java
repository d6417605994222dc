package io.carillon.process;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
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
    void whatWasReadableForOthersIsSoNoLonger() throws Exception {
        Path home = Files.createDirectory(folder.resolve("home"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        HomeFolder first = new HomeFolder(home);
        first.open();
        assertThat(permissions(home), is("rwx------"));
        Path journal = Files.createDirectories(home.resolve("broker/journal"));
        Path database = Files.writeString(home.resolve("database/carillon.mv.db"), "x");
        Path key = Files.writeString(home.resolve("secrets.key"), "x");
        for (Path open : List.of(home, journal)) {
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        for (Path open : List.of(database, key, home.resolve("carillon.lock"))) {
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        }

        first.protect();

        assertThat(permissions(journal), is("rwx------"));
        for (Path file : List.of(database, key, home.resolve("carillon.lock"))) {
            assertThat(file.toString(), permissions(file), is("rw-------"));
        }
    }

    @Test
    void aNodeThatIsOutOfServiceKeepsOthersOutToo() throws Exception {
        Path home = Files.createDirectory(folder.resolve("home"));
        Files.createFile(home.resolve("drain"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        new HomeFolder(home).open();
        assertThat(permissions(home), is("rwx------"));
    }

    @Test
    void aFolderThatOthersUseStaysOpenExceptForWhatCarillonKeeps() throws Exception {
        Path shared = Files.createDirectory(folder.resolve("shared"));
        Path foreign = Files.writeString(shared.resolve("of-others"), "x");
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(foreign, PosixFilePermissions.fromString("rw-r--r--"));
        new HomeFolder(shared).open();
        assertThat(permissions(shared), is("rwxr-xr-x"));
        new HomeFolder(shared).protect();
        assertThat(permissions(foreign), is("rw-r--r--"));
        assertThat(permissions(shared.resolve("database")), is("rwx------"));
        assertThat(permissions(shared.resolve("broker")), is("rwx------"));
        assertThat(permissions(shared.resolve("carillon.lock")), is("rw-------"));
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void aFileInItsPlaceIsReportedInOneSentence() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");
        var refusal = assertThrows(Refusal.class, () -> new HomeFolder(file).open());
        assertThat(refusal.getMessage(), containsString(file.toString()));
    }
}
