package io.carillon.address;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The table of address forms, {@code addresses.txt}, for tests at creation and at sending. */
public final class AddressForms {

    private AddressForms() {
    }

    /** The forms that must have one of {@code verdicts}. */
    public static List<String> of(String... verdicts) {
        try (var table = AddressForms.class.getResourceAsStream("/addresses.txt")) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> List.of(verdicts).contains(line.split(" ", 2)[0]))
                    .map(line -> line.split(" ", 2)[1]).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
