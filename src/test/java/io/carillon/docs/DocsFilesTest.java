package io.carillon.docs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocsFilesTest {

    private final DocsFiles files;

    DocsFilesTest() throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(archive)) {
            for (String name : List.of("index.html", "api.html", "problems/", "problems/index.html", "problems/not-found.html",
                    "assets/docs.css", "404.html", "files/a/page.html.html")) {
                zip.putNextEntry(new ZipEntry(name));
                if (!name.endsWith("/")) {
                    zip.write(name.getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        files = new DocsFiles(new ByteArrayInputStream(archive.toByteArray()));
    }

    @ParameterizedTest
    @CsvSource({"'',index.html", "api,api.html", "problems/,problems/index.html", "problems/not-found,problems/not-found.html",
            "assets/docs.css,assets/docs.css", "files/a/page.html,files/a/page.html.html"})
    void aPathNamesAFile(String path, String name) {
        assertThat(files.at(path).map(file -> new String(file.content(), StandardCharsets.UTF_8)), is(Optional.of(name)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"problems", "assets", "assets/", "nothing", "/api", "../WEB-INF/web.xml", "problems/../api", "api/",
            "API", "api.md", "files/a/"})
    void nothingElseDoes(String path) {
        assertThat(files.at(path), is(Optional.empty()));
    }

    @Test
    void onlyAFolderWithAPageIsOne() {
        assertThat(files.isFolder("problems"), is(true));
        assertThat(files.isFolder("assets"), is(false));
        assertThat(files.isFolder("api"), is(false));
    }

    @Test
    void aFileIsCompressedOnce() {
        assertThat(files.at("api").orElseThrow(), is(sameInstance(files.at("api").orElseThrow())));
    }
}
