package io.carillon.blackbox.support;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The metrics and labels that an expression of PromQL uses. It reads as much of the language as the alerts and the dashboard do:
 * selectors, functions, aggregations, numbers and operators. Anything else is an {@link AssertionError}.
 */
public final class Promql {

    private static final Pattern TOKEN = Pattern.compile("\\s+|(?<string>\"(?:[^\"\\\\]|\\\\.)*\")"
            + "|(?<duration>[0-9]+(?:ms|[smhdwy]))|(?<number>[0-9]+(?:\\.[0-9]+)?(?:e[+-]?[0-9]+)?)"
            + "|(?<variable>\\$__rate_interval)|(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)"
            + "|(?<sign>=~|!~|!=|==|>=|<=|[-+*/%^(){}\\[\\],=<>:])");
    private static final Set<String> GROUPING = Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "offset", "bool");
    private static final Set<String> FUNCTIONS = Set.of("sum", "min", "max", "avg", "count", "topk", "rate", "increase", "delta",
            "histogram_quantile", "absent", "time", "min_over_time", "max_over_time", "avg_over_time", "clamp_min");

    private final String expression;
    private final List<String> tokens = new ArrayList<>();
    private final List<Selector> selectors = new ArrayList<>();
    private final Set<String> grouped = new HashSet<>();
    private int at;

    /** Reads {@code expression}. */
    public Promql(String expression) {
        this.expression = expression;
        Matcher token = TOKEN.matcher(expression);
        int end = 0;
        while (token.find()) {
            require(token.start() == end, "cannot be read at " + end);
            end = token.end();
            if (!token.group().isBlank()) {
                tokens.add(token.group());
            }
        }
        require(end == expression.length() && !tokens.isEmpty(), "cannot be read at " + end);
        requirePairs();
        while (at < tokens.size()) {
            next();
        }
    }

    private void requirePairs() {
        List<String> open = new ArrayList<>();
        for (String token : tokens) {
            if ("({[".contains(token)) {
                open.add(token);
            } else if (")}]".contains(token)) {
                require(!open.isEmpty() && "(){}[]".contains(open.remove(open.size() - 1) + token), "unpaired " + token);
            }
        }
        require(open.isEmpty(), "unpaired " + open);
    }

    private void next() {
        String token = tokens.get(at++);
        if (!token.matches("[a-zA-Z_:].*") || WORDS.contains(token)) {
            return;
        }
        if (GROUPING.contains(token)) {
            require(peek("("), token + " without labels");
            while (!tokens.get(++at).equals(")")) {
                if (!tokens.get(at).equals(",")) {
                    grouped.add(tokens.get(at));
                }
            }
            at++;
        } else if (peek("(") || at < tokens.size() && GROUPING.contains(tokens.get(at))) {
            require(FUNCTIONS.contains(token), token + " is not a known function");
        } else {
            selectors.add(new Selector(token, matchers()));
        }
    }

    private boolean peek(String token) {
        return at < tokens.size() && tokens.get(at).equals(token);
    }

    private List<LabelMatcher> matchers() {
        List<LabelMatcher> matchers = new ArrayList<>();
        if (peek("{")) {
            at++;
            while (!peek("}")) {
                String value = tokens.get(at + 2);
                require(value.startsWith("\""), "a matcher without a string");
                matchers.add(new LabelMatcher(tokens.get(at), tokens.get(at + 1), value.substring(1, value.length() - 1)));
                at += 3;
                at += peek(",") ? 1 : 0;
            }
            at++;
        }
        return matchers;
    }

    private void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(expression + ": " + what);
        }
    }

    /** The metrics that it reads. */
    public List<Selector> selectors() {
        return selectors;
    }

    /** The labels that it groups or joins by. */
    public Set<String> grouped() {
        return grouped;
    }

    /** A metric with conditions on its labels. */
    public record Selector(String name, List<LabelMatcher> matchers) {
    }

    /** A condition such as {@code label=~"value"}. */
    public record LabelMatcher(String label, String sign, String value) {

        /** Whether a label with the value {@code actual} fulfils it. */
        public boolean matches(String actual) {
            return switch (sign) {
                case "=" -> value.equals(actual);
                case "!=" -> !value.equals(actual);
                case "=~" -> actual.matches(value);
                default -> !actual.matches(value);
            };
        }
    }
}
