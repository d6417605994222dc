package io.carillon.process.check;

import java.io.PrintStream;

/** What the checks found, printed as it comes: one line for each, with the subject and a sentence. */
final class Report {

    private final PrintStream out;
    private int failures;
    private int warnings;

    Report(PrintStream out) {
        this.out = out;
    }

    void title(String text) {
        out.println(text);
    }

    void line(String text) {
        out.println("  " + text);
    }

    /** All is well. */
    void passed(String subject, String sentence) {
        print("ok", subject, sentence);
    }

    /** The service starts and works, but perhaps not as somebody meant it to. */
    void warned(String subject, String sentence) {
        warnings++;
        print("warn", subject, sentence);
    }

    /** The service does not start, or lacks something that a setting asks for. */
    void failed(String subject, String sentence) {
        failures++;
        print("FAIL", subject, sentence);
    }

    private void print(String verdict, String subject, String sentence) {
        line("%-5s %-12s %s".formatted(verdict, subject, sentence.strip().replaceAll("\\s*[\\r\\n]+\\s*", " ")));
    }

    /** Prints the sum and returns the exit code: 1 if a check failed. */
    int end() {
        String more = warnings == 0 ? "" : " " + counted(warnings, "warning") + ".";
        title(failures == 0 ? "No check failed." + more : counted(failures, "check") + " failed." + more);
        return failures == 0 ? 0 : 1;
    }

    private static String counted(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
