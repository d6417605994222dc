package io.carillon.docs.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carillon.docs.site.MarkdownPage.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the documentation of the repository as HTML. The build runs it; see the pom. */
public final class Site {

    private static final Path INDEX = Path.of("src/docs/README.md");
    private static final Path FRAME = Path.of("src/main/docs");
    private static final Path CONSOLE = Path.of("src/main/webapp/console/assets");
    /** What the documentation and the console share, so that they look of one piece and remember one theme. */
    private static final List<String> SHARED = List.of("console.css", "bell.svg", "app/early.js");

    private final Path repository;
    private final Path target;
    private final Addresses addresses;
    private final Map<String, MarkdownPage> pages = new LinkedHashMap<>();

    private Site(Path repository, Path target) throws IOException {
        this.repository = repository;
        this.target = target;
        this.addresses = new Addresses(repository);
    }

    /** Arguments: the folder of the repository, the folder to write, and the version. */
    public static void main(String[] args) throws IOException {
        write(Path.of(args[0]), Path.of(args[1]), args[2]);
    }

    /** Writes the documentation in {@code repository}, of {@code version}, into the folder {@code target}. */
    static void write(Path repository, Path target, String version) throws IOException {
        new Site(repository, target).write(version);
    }

    private void write(String version) throws IOException {
        for (Map.Entry<Path, String> page : addresses.pages().entrySet()) {
            pages.put(Addresses.ROOT + page.getValue(), MarkdownPage.of(text(page.getKey()), links(page.getKey())));
        }
        SearchIndex search = new SearchIndex();
        pages.forEach(search::add);
        addFiles();
        Index index = Index.of(text(INDEX), links(INDEX));
        Frame frame = new Frame(text(FRAME.resolve("page.html")), index, version,
                pages.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, page -> page.getValue().title())));
        for (Map.Entry<String, MarkdownPage> page : pages.entrySet()) {
            String address = page.getKey().substring(Addresses.ROOT.length());
            put(address + (address.isEmpty() || address.endsWith("/") ? "index.html" : ".html"),
                    frame.around(page.getKey(), page.getValue()).getBytes(UTF_8));
        }
        put("404.html", frame.around("", MarkdownPage.of(text(FRAME.resolve("missing.md")), links(INDEX))).getBytes(UTF_8));
        put("assets/search.json", search.json());
        putAssets();
    }

    private LinkVisitor links(Path source) {
        return new LinkVisitor(source, addresses);
    }

    private void addFiles() throws IOException {
        for (Path file : addresses.linked()) {
            addFile(file);
        }
    }

    private void addFile(Path file) throws IOException {
        if (Files.isDirectory(repository.resolve(file))) {
            List<Path> children;
            try (Stream<Path> listed = Files.list(repository.resolve(file))) {
                children = listed.map(repository::relativize).sorted().toList();
            }
            addPage(file, children.stream().map(child -> "<li><a href=\"%s%s\">%s</a></li>".formatted(Addresses.ROOT,
                    addresses.fileAddress(child), child.getFileName())).collect(Collectors.joining("\n", "<ul>\n", "\n</ul>")));
            for (Path child : children) {
                addFile(child);
            }
        } else {
            addPage(file, "<pre tabindex=\"0\"><code>" + MarkdownPage.escaped(text(file)) + "</code></pre>");
        }
    }

    private void addPage(Path file, String body) {
        String html = "<h1>%s</h1>\n%s".formatted(MarkdownPage.escaped(file.toString()), body);
        pages.put(Addresses.ROOT + addresses.fileAddress(file),
                new MarkdownPage(file.toString(), html, List.of(new Section(1, "", file.toString(), ""))));
    }

    private void putAssets() throws IOException {
        for (Path image : addresses.images()) {
            put(Path.of("src/docs").relativize(image).toString(), Files.readAllBytes(repository.resolve(image)));
        }
        for (String name : SHARED) {
            put("assets/" + Path.of(name).getFileName(), Files.readAllBytes(repository.resolve(CONSOLE).resolve(name)));
        }
        for (String name : List.of("docs.css", "docs.js", "search.js")) {
            put("assets/" + name, Files.readAllBytes(repository.resolve(FRAME).resolve(name)));
        }
    }

    private String text(Path file) throws IOException {
        return Files.readString(repository.resolve(file));
    }

    private void put(String name, byte[] content) throws IOException {
        Path file = target.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }
}
