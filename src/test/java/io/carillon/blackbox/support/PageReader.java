package io.carillon.blackbox.support;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Reads pages of the documentation with a Bash at hand: types what they say, in one terminal or several, and compares what is
 * printed with what they show. A problem that a page does not show is a mistake of the page.
 */
public final class PageReader implements AutoCloseable {

    private static final Pattern ANY_PROBLEM = Pattern.compile("\"type\":\"https://carillon.io/problems/|bash: .*");
    /** Those of commands that are wrong, not of what they are about. */
    private static final Pattern MISTAKE = Pattern.compile("\"type\":\"https://carillon.io/problems/(malformed-|invalid-parameter"
            + "|unauthenticated|forbidden|method-not-allowed|unsupported-|internal-error).*|bash: .*");

    private final Duration limit;
    private final String first;
    private final UnaryOperator<String> adapted;
    private final Set<String> elsewhere;
    private final BiConsumer<String, PageTerminal> started;
    private final PageTerminal terminal;
    private final Map<String, PageTerminal> others = new HashMap<>();

    /**
     * @param limit     how long to wait for an output
     * @param first     is typed first in each terminal
     * @param adapted   changes the texts of the page
     * @param elsewhere terminals of the pages whose programs run already
     * @param started   waits until the program of a terminal serves, by the name of the terminal
     */
    public PageReader(Duration limit, String first, UnaryOperator<String> adapted, Set<String> elsewhere,
            BiConsumer<String, PageTerminal> started) {
        this.limit = limit;
        this.first = first;
        this.adapted = adapted;
        this.elsewhere = elsewhere;
        this.started = started;
        terminal = open();
    }

    private PageTerminal open() {
        PageTerminal opened = new PageTerminal(limit);
        opened.run(first);
        return opened;
    }

    /** Does what the page says, and sees what it shows. */
    public void read(Path page) {
        follow(page, true, ANY_PROBLEM);
    }

    /** Does what the page says. What it shows are examples, and its text says what is refused. */
    public void type(Path page) {
        follow(page, false, MISTAKE);
    }

    private void follow(Path page, boolean isShown, Pattern problem) {
        String printed = "";
        String typed = "";
        for (PageBlock block : PageBlock.of(page, adapted)) {
            if (block.typed()) {
                assertNo(problem, page, typed, printed);
                typed = block.text();
                printed = type(block);
            } else if (block.kind().equals("output")) {
                others.get(block.name()).until(block.text(), block::isIn);
            } else {
                assertThat(page + " shows after\n" + typed + "another output than\n" + printed,
                        !isShown || block.isIn(printed), is(true));
                printed = "";
            }
        }
        assertNo(problem, page, typed, printed);
    }

    private String type(PageBlock block) {
        if (block.kind().isEmpty()) {
            return terminal.run(block.text());
        }
        if (block.kind().equals("terminal") && !elsewhere.contains(block.name())) {
            close(block.name());
            PageTerminal opened = open();
            others.put(block.name(), opened);
            opened.type(block.text());
            started.accept(block.name(), opened);
        }
        return "";
    }

    private static void assertNo(Pattern problem, Path page, String typed, String printed) {
        assertThat(page + ":\n" + typed + "\nprints\n" + printed, problem.matcher(printed).find(), is(false));
    }

    /** The terminal with this name that a page has opened. */
    public PageTerminal terminal(String name) {
        return others.get(name);
    }

    /** Ends the program in the terminal with this name, if there is one, and closes it. */
    public void close(String name) {
        if (others.containsKey(name)) {
            others.remove(name).close();
        }
    }

    @Override
    public void close() {
        others.values().forEach(PageTerminal::close);
        terminal.close();
    }
}
