package io.carillon.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the tables that the SQL and JPQL of a class writes. It reads the strings of the class file, in which the compiler has
 * joined literals, text blocks and constants of other classes. A part that is known only at run time is in them as
 * {@link #UNKNOWN}.
 */
final class WrittenTables {

    /** What the compiler puts in place of a value when it joins strings at run time. */
    static final String UNKNOWN = "\u0001";

    private static final String NAME = "([^\\s(;,]*)";
    private static final String ALIAS = "(?:\\s+(?:AS\\s+)?\\w+)?";
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|--[^\\n]*", Pattern.DOTALL);
    private static final List<Pattern> WRITES = Stream.of(
                    "\\b(?:INSERT|MERGE|REPLACE)\\s+INTO\\b\\s*" + NAME,
                    "\\bDELETE\\s+FROM\\b\\s*(?:ONLY\\s+)?" + NAME,
                    "\\bDELETE\\s+(?!FROM\\b)" + NAME + ALIAS + "\\s+WHERE\\b",
                    "\\bUPDATE\\s+(?:ONLY\\s+)?(?!SET\\b)" + NAME + ALIAS + "\\s+SET\\b",
                    "(?<!\\bFOR\\s|\\bKEY\\s)\\bUPDATE\\s+(" + UNKNOWN + "|%s|$)",
                    "\\bTRUNCATE\\s+(?:TABLE\\s+)?" + NAME)
            .map(pattern -> Pattern.compile(pattern, Pattern.CASE_INSENSITIVE)).toList();
    private static final Pattern DELETE_OF_ENTITY =
            Pattern.compile("\\b(?i:DELETE\\s+(?!FROM\\b))([A-Z]\\w+)(?:\\s+\\w+)?\\s*\\z");

    private WrittenTables() {
    }

    /**
     * Returns the name behind each INSERT, UPDATE, MERGE, DELETE and TRUNCATE in the strings of {@code type}: of a table, of an
     * entity, or what is there in place of a name.
     */
    static List<String> of(JavaClass type) {
        return strings(type).stream().flatMap(WrittenTables::in).toList();
    }

    /** The same for one text. */
    static Stream<String> in(String text) {
        String statement = COMMENT.matcher(text).replaceAll(" ");
        return Stream.concat(WRITES.stream(), Stream.of(DELETE_OF_ENTITY))
                .flatMap(write -> write.matcher(statement).results())
                .map(found -> found.group(1).replace("\"", "").replaceFirst("^\\w+\\.(?=\\w)", "")).distinct();
    }

    /** All texts in the constant pool of the class file, those of annotations included. */
    private static List<String> strings(JavaClass type) {
        try (InputStream file = type.getSource().orElseThrow().getUri().toURL().openStream();
                DataInputStream in = new DataInputStream(file)) {
            in.skipNBytes(8);
            int count = in.readUnsignedShort();
            List<String> strings = new ArrayList<>();
            for (int index = 1; index < count; index++) {
                int tag = in.readUnsignedByte();
                switch (tag) {
                    case 1 -> strings.add(in.readUTF());
                    case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
                    case 15 -> in.skipNBytes(3);
                    case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
                    case 5, 6 -> {
                        in.skipNBytes(8);
                        index++;
                    }
                    default -> throw new IllegalStateException(type.getName() + " has a constant with the tag " + tag);
                }
            }
            return strings;
        } catch (IOException e) {
            throw new IllegalStateException(type.getName(), e);
        }
    }
}
