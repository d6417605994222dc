package io.carillon.console;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A module of the pages as a block, which can share a file with others: what it imports are members of their variables, and
 * what it exports become members of its own. It knows the forms of {@code import} and {@code export} that our modules use.
 */
final class ConsoleModule {

    private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:\\{([^}]*)}|(\\w+)) from '([^']+)';$");
    private static final Pattern EXPORT = Pattern.compile("(?m)^export (default )?((?:async )?function|class|const) (\\w+)");
    private static final Pattern LATER = Pattern.compile("\\bimport\\('(\\.[^']+)'\\)");
    private static final Pattern OTHER = Pattern.compile("(?m)^(import|export)\\b(?!\\.|\\().*");
    private static final String OWN_ADDRESS = "import.meta.url";

    private final String path;
    private final Set<String> libraries = new LinkedHashSet<>();
    private final Map<String, List<String>> modules = new LinkedHashMap<>();
    private final Set<String> later = new LinkedHashSet<>();
    private final List<String> exports = new ArrayList<>();
    private final String code;

    /**
     * @param path   of its file, such as {@code ui/table.js}
     * @param source what the file contains
     * @throws IllegalArgumentException if it imports or exports in another form
     */
    ConsoleModule(String path, String source) {
        this.path = path;
        String block = EXPORT.matcher(IMPORT.matcher(source).replaceAll(this::readImport)).replaceAll(this::readExport);
        Matcher other = OTHER.matcher(block);
        if (other.find()) {
            throw new IllegalArgumentException(path + " has a form of import or export that is not known: " + other.group());
        }
        LATER.matcher(block).results().forEach(found -> later.add(resolve(found.group(1))));
        code = block.replace(OWN_ADDRESS, "new URL('./" + path + "', " + OWN_ADDRESS + ")");
    }

    private String readImport(MatchResult found) {
        String names = found.group(1) == null ? "default: " + found.group(2)
                : found.group(1).strip().replaceAll("\\s+as\\s+", ": ").replaceAll("\\s+", " ");
        String from = found.group(3);
        if (from.startsWith(".")) {
            from = resolve(from);
            modules.put(from, members(List.of(names.split(", "))));
        } else {
            libraries.add(from);
        }
        return Matcher.quoteReplacement("const {" + names + "} = " + variable(from) + ";");
    }

    private String readExport(MatchResult found) {
        exports.add(found.group(1) == null ? found.group(3) : "default: " + found.group(3));
        return Matcher.quoteReplacement(found.group(2) + " " + found.group(3));
    }

    private String resolve(String relative) {
        return URI.create(path).resolve(relative).getPath();
    }

    private static List<String> members(List<String> names) {
        return names.stream().map(name -> name.replaceAll(":.*", "")).toList();
    }

    /** The variable that has the exports of a module or a library. */
    private static String variable(String name) {
        return "$" + name.replaceAll("\\.js$", "").replaceAll("\\W", "_");
    }

    String variable() {
        return variable(path);
    }

    /** The statements that import its libraries. */
    Set<String> libraries() {
        Set<String> statements = new LinkedHashSet<>();
        libraries.forEach(name -> statements.add("import * as " + variable(name) + " from '" + name + "';\n"));
        return statements;
    }

    /** The paths of the modules that it imports at once, with the names that it uses of each. */
    Map<String, List<String>> modules() {
        return modules;
    }

    /** The paths of the modules that it imports when they are needed. */
    Set<String> later() {
        return later;
    }

    /** Which of {@code names} it does not export. */
    List<String> missing(List<String> names) {
        return names.stream().filter(name -> !members(exports).contains(name)).toList();
    }

    /** The module as text. {@code fileOf} says in which file a module is that is imported when it is needed. */
    String block(UnaryOperator<String> fileOf) {
        String body = LATER.matcher(code).replaceAll(found -> {
            String module = resolve(found.group(1));
            String file = "import('./" + fileOf.apply(module) + "')";
            return Matcher.quoteReplacement(file + ".then(file => file." + variable(module) + ")");
        });
        return "// " + path + "\nlet " + variable() + "; {\n" + ReducedText.of(body)
                + variable() + " = {" + String.join(", ", exports) + "};\n}\n";
    }
}
