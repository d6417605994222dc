package io.carillon.problem;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.platform.EnumWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every type of problem has a page that says what it means, with an example, and what to do; and no other page is there. */
class ProblemPagesTest {

    private static final Path FOLDER = Path.of("src/docs/problems");
    private static final Pattern EXAMPLE = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

    @ParameterizedTest
    @EnumSource
    void aTypeHasAPage(ProblemType type) throws IOException {
        String page = Files.readString(FOLDER.resolve(EnumWords.of(type) + ".md"));
        assertThat(page, startsWith("# " + type.title() + "\n"));
        assertThat(page, containsString("| `" + type.status() + "` | `" + type.uri() + "` |"));
        assertThat(page, containsString("\n## What to do\n\n- "));
        Matcher example = EXAMPLE.matcher(page);
        assertThat(example.find(), is(true));
        ObjectNode problem = (ObjectNode) new ObjectMapper().readTree(example.group(1));
        assertThat(problem.get("type").asText(), is(type.uri()));
        assertThat(problem.get("title").asText(), is(type.title()));
        assertThat(problem.get("status").asInt(), is(type.status()));
        assertThat(problem.get("detail").asText().isBlank(), is(false));
    }

    @Test
    void thereIsNoPageWithoutAType() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.equals("README.md"))
                    .collect(Collectors.toSet()), is(Stream.of(ProblemType.values()).map(type -> EnumWords.of(type) + ".md")
                    .collect(Collectors.toSet())));
        }
    }

    @Test
    void theListHasAllInTheirOrder() throws IOException {
        List<String> rows = Files.readAllLines(FOLDER.resolve("README.md")).stream()
                .filter(line -> line.matches("\\| `\\d{3}` .*")).toList();
        assertThat(rows, is(Stream.of(ProblemType.values()).map(type -> "| `%d` | [%2$s](%2$s.md) | %3$s |"
                .formatted(type.status(), EnumWords.of(type), type.title())).toList()));
    }

    @Test
    void aResponseLeadsToItsPage() {
        Set<Object> links = Set.copyOf(Problem.response(ProblemType.NOT_FOUND, "x").build().getHeaders().get("Link"));
        assertThat(links, is(Set.of("</docs/problems/not-found>; rel=\"help\"")));
    }
}
