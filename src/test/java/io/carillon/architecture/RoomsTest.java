package io.carillon.architecture;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The picture in {@code src/docs/architecture.md} has the arrows of the code: one for each room that another uses, without those
 * that follow from others. When it differs, the failure shows the arrows to paste.
 */
class RoomsTest {

    private static final Path PAGE = Path.of("src/docs/architecture.md");
    private static final String BASE = "io.carillon.";

    @Test
    void thePictureOfTheRoomsShowsTheImports() throws IOException {
        Map<String, Set<String>> uses = uses();
        assertThat(uses.size(), greaterThan(20));
        String drawn = Files.readAllLines(PAGE).stream().filter(line -> line.contains(" --> ")).map(String::strip).sorted()
                .collect(Collectors.joining("\n"));
        assertThat(drawn, is(arrows(uses)));
    }

    private static Map<String, Set<String>> uses() {
        Map<String, Set<String>> uses = new TreeMap<>();
        for (JavaClass user : ProductClasses.ALL) {
            String room = room(user);
            user.getDirectDependenciesFromSelf().stream().map(dependency -> room(dependency.getTargetClass()))
                    .filter(used -> !used.isEmpty() && !used.equals(room))
                    .forEach(used -> uses.computeIfAbsent(room, name -> new TreeSet<>()).add(used));
        }
        uses.remove("");
        return uses;
    }

    /** The first package below ours; empty for classes elsewhere. */
    private static String room(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(BASE) ? name.substring(BASE.length()).split("\\.")[0] : "";
    }

    private static String arrows(Map<String, Set<String>> uses) {
        return uses.keySet().stream()
                .flatMap(room -> uses.get(room).stream().filter(used -> isDirect(room, used, uses))
                        .map(used -> room + " --> " + used))
                .sorted().collect(Collectors.joining("\n"));
    }

    private static boolean isDirect(String room, String used, Map<String, Set<String>> uses) {
        return uses.get(room).stream().filter(other -> !other.equals(used)).noneMatch(other -> reaches(other, used, uses));
    }

    private static boolean reaches(String from, String to, Map<String, Set<String>> uses) {
        return uses.getOrDefault(from, Set.of()).stream().anyMatch(next -> next.equals(to) || reaches(next, to, uses));
    }
}
