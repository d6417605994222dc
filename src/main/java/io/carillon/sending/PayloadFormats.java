package io.carillon.sending;

import io.carillon.endpoint.Format;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The {@link PayloadFormat} of each constant of {@link Format}. The application does not start unless each has exactly one. */
@ApplicationScoped
public class PayloadFormats {

    private final Map<Format, PayloadFormat> formats = new EnumMap<>(Format.class);

    protected PayloadFormats() {
    }

    @Inject
    PayloadFormats(@Any Instance<PayloadFormat> found) {
        this(found.stream().toList());
    }

    /** Formats outside a container, for tests. */
    PayloadFormats(List<PayloadFormat> found) {
        for (PayloadFormat format : found) {
            if (formats.putIfAbsent(format.format(), format) != null) {
                throw new IllegalStateException("the format " + format.format() + " has two classes");
            }
        }
        for (Format format : Format.values()) {
            if (!formats.containsKey(format)) {
                throw new IllegalStateException("the format " + format + " has no class");
            }
        }
    }

    void checkAtStart(@Observes @Initialized(ApplicationScoped.class) Object started) {
        // creating this bean runs the checks of its constructor
    }

    /** The implementation of {@code format}. */
    public PayloadFormat of(Format format) {
        return formats.get(format);
    }
}
