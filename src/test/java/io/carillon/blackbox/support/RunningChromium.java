package io.carillon.blackbox.support;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one {@link Chromium} of the suite, which starts at first need and ends after the last test. */
final class RunningChromium implements BeforeAllCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(RunningChromium.class);
    private static final String MISSING = "Chromium is not installed; the tests of the console need it";

    @Override
    public void beforeAll(ExtensionContext context) {
        Optional<Path> program = Chromium.installed();
        if ("required".equals(System.getProperty("console.browser"))) {
            program.orElseThrow(() -> new IllegalStateException(MISSING));
        }
        assumeTrue(program.isPresent(), MISSING);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Chromium.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE).getOrComputeIfAbsent(Chromium.class,
                key -> new Chromium(Chromium.installed().orElseThrow()), Chromium.class);
    }
}
