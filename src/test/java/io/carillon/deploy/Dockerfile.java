package io.carillon.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code docker/Dockerfile}: its instructions, each in one line. */
record Dockerfile(List<String> instructions) {

    static final Path FILE = Path.of("docker/Dockerfile");
    private static final Pattern ASSIGNMENT = Pattern.compile("([A-Z_]+)=(\\S+)");

    static Dockerfile read() {
        try {
            String text = Files.readString(FILE).replaceAll("(?m)^ *#.*\n", "").replaceAll("\\\\\n *", "");
            return new Dockerfile(text.lines().filter(line -> !line.isBlank()).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What follows each instruction of that name. */
    List<String> of(String instruction) {
        return instructions.stream().filter(line -> line.startsWith(instruction + " "))
                .map(line -> line.substring(instruction.length() + 1)).toList();
    }

    /** The words of the last instruction of that name, which is in the last stage and has the form of a list. */
    List<String> command(String instruction) {
        List<String> all = of(instruction);
        String list = all.get(all.size() - 1).replaceFirst("^[^\\[]*", "");
        try {
            return List.of(new ObjectMapper().readValue(list, String[].class));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, String> environment() {
        Map<String, String> variables = new TreeMap<>();
        of("ENV").forEach(line -> ASSIGNMENT.matcher(line).results()
                .forEach((MatchResult found) -> variables.put(found.group(1), found.group(2))));
        return variables;
    }

    /** The files of the repository that the build copies. */
    List<String> copied() {
        return of("COPY").stream().filter(copy -> !copy.contains("--from=")).flatMap(copy -> {
            List<String> words = Stream.of(copy.split(" ")).filter(word -> !word.startsWith("--")).toList();
            return words.subList(0, words.size() - 1).stream();
        }).toList();
    }
}
