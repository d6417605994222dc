package io.carillon.console;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts the modules of the pages into three files and the styles into one, because small files, each compressed by itself, are
 * larger: what every page needs, what the first page needs besides, and all other pages. In a file, a module comes after those
 * that it imports. What no module imports stays as it is.
 */
final class ConsoleBundles {

    private static final String APP = "assets/app/";
    private static final String STYLES = "assets/styles.css";
    private static final Pattern STYLE = Pattern.compile("(?m)^@import '\\./([^']+)';$");
    private static final Pattern TEXT = Pattern.compile(".*/app/.*\\.js|.*/i18n/.*\\.json");
    private static final String START = "main.js";
    private static final String FIRST_PAGE = "pages/overview.js";
    private static final String FIRST = "first.js";
    private static final String REST = "pages.js";

    private final Map<String, byte[]> files;
    private final Map<String, ConsoleModule> modules = new HashMap<>();
    /** The file of each module, in the order in which modules run. */
    private final Map<String, String> placed = new LinkedHashMap<>();

    private ConsoleBundles(Map<String, byte[]> files) {
        this.files = new HashMap<>(files);
    }

    /** The same console in fewer and smaller files; paths are below {@code /console/}. */
    static Map<String, byte[]> of(Map<String, byte[]> files) {
        ConsoleBundles bundles = new ConsoleBundles(files);
        bundles.bundleModules();
        bundles.bundleStyles();
        return bundles.files;
    }

    private void bundleModules() {
        if (!files.containsKey(APP + START)) {
            return;
        }
        place(START, START, new LinkedHashSet<>());
        place(FIRST_PAGE, FIRST, new LinkedHashSet<>());
        for (Set<String> more = missing(); !more.isEmpty(); more = missing()) {
            more.forEach(path -> place(path, REST, new LinkedHashSet<>()));
        }
        files.replaceAll((name, content) -> TEXT.matcher(name).matches() ? bytes(ReducedText.of(text(content))) : content);
        Set.copyOf(placed.values()).forEach(file -> files.put(APP + file, bytes(bundle(file))));
    }

    /** What is imported later and has no place yet. */
    private Set<String> missing() {
        return modules.values().stream().flatMap(module -> module.later().stream()).filter(path -> !placed.containsKey(path))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Gives a module and what it imports a place in {@code file}; {@code users} are those that have led here. */
    private void place(String path, String file, Set<String> users) {
        if (!users.add(path)) {
            throw new IllegalArgumentException("modules import each other: " + users);
        }
        if (!placed.containsKey(path)) {
            ConsoleModule module = new ConsoleModule(path, text(remove(APP + path)));
            module.modules().forEach((needed, names) -> {
                place(needed, file, users);
                List<String> missing = modules.get(needed).missing(names);
                if (!missing.isEmpty()) {
                    throw new IllegalArgumentException(path + " imports what " + needed + " does not export: " + missing);
                }
            });
            modules.put(path, module);
            placed.put(path, file);
        }
        users.remove(path);
    }

    private byte[] remove(String name) {
        return Optional.ofNullable(files.remove(name)).orElseThrow(() -> new IllegalArgumentException("there is no " + name));
    }

    private String bundle(String file) {
        List<ConsoleModule> inside = placed.keySet().stream().filter(path -> placed.get(path).equals(file)).map(modules::get)
                .toList();
        Stream<String> libraries = inside.stream().flatMap(module -> module.libraries().stream()).distinct();
        Map<String, Set<String>> others = new LinkedHashMap<>();
        inside.stream().flatMap(module -> module.modules().keySet().stream()).filter(path -> !placed.get(path).equals(file))
                .forEach(path -> others.computeIfAbsent(placed.get(path), name -> new TreeSet<>())
                        .add(modules.get(path).variable()));
        Stream<String> imports = others.entrySet().stream()
                .map(other -> "import {" + String.join(", ", other.getValue()) + "} from './" + other.getKey() + "';\n");
        Stream<String> blocks = inside.stream().map(module -> module.block(placed::get));
        String exports = inside.stream().map(ConsoleModule::variable).collect(Collectors.joining(", ", "export {", "};\n"));
        return Stream.of(libraries, imports, blocks, Stream.of(exports)).flatMap(part -> part).collect(Collectors.joining());
    }

    private void bundleStyles() {
        if (files.containsKey(STYLES)) {
            files.put(STYLES, bytes(ReducedText.of(STYLE.matcher(text(files.get(STYLES))).replaceAll(
                    found -> Matcher.quoteReplacement(text(remove("assets/" + found.group(1))))))));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.UTF_8);
    }
}
