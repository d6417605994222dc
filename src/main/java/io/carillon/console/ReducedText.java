package io.carillon.console;

import java.util.stream.Collectors;

/**
 * Scripts, styles and catalogs of texts without what only their authors need: indentation, blank lines, and comments that begin a
 * line. Each statement stays in the line in which it was written, so that the stack of an error says where it is.
 */
final class ReducedText {

    private static final String BEGIN = "/*";
    private static final String END = "*/";

    private boolean isComment;

    private ReducedText() {
    }

    static String of(String text) {
        ReducedText reduced = new ReducedText();
        return text.lines().map(line -> reduced.withoutComment(line.strip())).filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private String withoutComment(String line) {
        if (!isComment && !line.startsWith(BEGIN)) {
            return line.startsWith("//") ? "" : line;
        }
        int end = line.indexOf(END);
        isComment = end < 0;
        return isComment ? "" : withoutComment(line.substring(end + END.length()).strip());
    }
}
