package io.carillon.template;

import java.io.Writer;

/** A text that fails when it becomes too long. */
final class LimitedText extends Writer {

    private final int longest;
    private final StringBuilder text = new StringBuilder();

    LimitedText(int longest) {
        this.longest = longest;
    }

    @Override
    public void write(char[] characters, int offset, int length) {
        if (text.length() + length > longest) {
            throw new TemplateFailure("gives a body of more than " + longest + " characters");
        }
        text.append(characters, offset, length);
    }

    @Override
    public void flush() {
        // nothing is held back
    }

    @Override
    public void close() {
        // nothing is open
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
