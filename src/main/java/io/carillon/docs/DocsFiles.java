package io.carillon.docs;

import io.carillon.http.StaticFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * All files of the documentation, read from one archive when the first of them is asked for. A path is a name in that archive or
 * nothing, so none leads outside.
 */
final class DocsFiles {

    /** A server unpacks this one file at each start instead of two hundred, and shows none of them by itself. */
    static final String ARCHIVE = "/WEB-INF/docs.zip";
    private static final String PAGE = ".html";
    private static final String INDEX = "index.html";
    private static final String MISSING = "404.html";

    private final Map<String, byte[]> contents = new HashMap<>();
    private final Map<String, StaticFile> files = new ConcurrentHashMap<>();

    /** The files in {@code archive}. */
    DocsFiles(InputStream archive) throws IOException {
        try (ZipInputStream in = new ZipInputStream(archive)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.isDirectory()) {
                    contents.put(entry.getName(), in.readAllBytes());
                }
            }
        }
    }

    /** The file at {@code path} below {@code /docs/}: {@code api} is the page {@code api.html}. */
    Optional<StaticFile> at(String path) {
        return file(path.isEmpty() || path.endsWith("/") ? path + INDEX : contents.containsKey(path + PAGE) ? path + PAGE : path);
    }

    /** Whether {@code path} lacks a slash at its end, which the pages of a folder need for their links. */
    boolean isFolder(String path) {
        return contents.containsKey(path + "/" + INDEX);
    }

    /** What is shown where nothing is. */
    StaticFile missing() {
        return file(MISSING).orElseThrow();
    }

    /** Compressed when it is first asked for. */
    private Optional<StaticFile> file(String name) {
        return Optional.ofNullable(contents.get(name))
                .map(content -> files.computeIfAbsent(name, asked -> StaticFile.of(asked, content)));
    }
}
