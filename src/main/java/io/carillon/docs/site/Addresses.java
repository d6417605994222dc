package io.carillon.docs.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Where the service serves what is in the repository. Pages have short addresses. Other files to which a page links are shown
 * under {@code files/}, because a reader may have neither the repository nor a network.
 */
final class Addresses {

    static final String ROOT = "/docs/";
    static final String FILES = "files/";
    private static final Path DOCS = Path.of("src/docs");
    private static final String FOLDER_PAGE = "README.md";

    private final Path repository;
    private final Map<Path, String> pages = new LinkedHashMap<>();
    private final SortedSet<Path> images = new TreeSet<>();
    private final SortedSet<Path> linked = new TreeSet<>();

    Addresses(Path repository) throws IOException {
        this.repository = repository;
        pages.put(Path.of(FOLDER_PAGE), "readme");
        pages.put(Path.of(".github/CONTRIBUTING.md"), "contributing");
        try (Stream<Path> files = Files.walk(repository.resolve(DOCS))) {
            files.map(repository::relativize).filter(file -> file.toString().endsWith(".md")).sorted()
                    .forEach(file -> pages.put(file, address(DOCS.relativize(file).toString().replace('\\', '/'))));
        }
    }

    private static String address(String page) {
        return page.endsWith(FOLDER_PAGE) ? page.substring(0, page.length() - FOLDER_PAGE.length())
                : page.substring(0, page.length() - ".md".length());
    }

    /** The address of each page below {@link #ROOT}, by its path in the repository; that of a folder ends with a slash. */
    Map<Path, String> pages() {
        return pages;
    }

    /** The files that pages show as images. */
    SortedSet<Path> images() {
        return images;
    }

    /** The other files and folders to which pages link. */
    SortedSet<Path> linked() {
        return linked;
    }

    /** The link {@code destination} in the page {@code source}, as it is in the service. */
    String link(Path source, String destination) {
        if (destination.startsWith("#") || destination.matches("[a-z][a-z0-9+.-]*:.*")) {
            return destination;
        }
        String[] parts = destination.split("#", 2);
        Path target = source.resolveSibling(parts[0]).normalize();
        return ROOT + address(source, target) + (parts.length == 1 ? "" : "#" + parts[1]);
    }

    /** The image {@code destination} in the page {@code source}, as it is in the service. */
    String image(Path source, String destination) {
        Path target = existing(source, source.resolveSibling(destination).normalize());
        images.add(target);
        return ROOT + DOCS.relativize(target);
    }

    private String address(Path source, Path target) {
        String page = pages.getOrDefault(target, pages.get(target.resolve(FOLDER_PAGE)));
        if (page != null) {
            return page;
        }
        linked.add(existing(source, target));
        return fileAddress(target);
    }

    /** Where the file or folder {@code target} is shown. */
    String fileAddress(Path target) {
        return FILES + target + (Files.isDirectory(repository.resolve(target)) ? "/" : "");
    }

    private Path existing(Path source, Path target) {
        if (target.startsWith("..") || !Files.exists(repository.resolve(target))) {
            throw new IllegalStateException(source + " links to " + target + ", which is not in the repository");
        }
        return target;
    }
}
