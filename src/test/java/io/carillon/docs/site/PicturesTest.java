package io.carillon.docs.site;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pictures of the documentation, of which each is there for a light and for a dark page. */
class PicturesTest {

    private static final Path IMAGES = Path.of("src/docs/images");
    private static final int MOST_BYTES = 300_000;

    /** Change the light one, then its copy; only the colours differ. */
    @Test
    void theWayOfAChangeIsTheSamePictureInTheDark() throws IOException {
        String light = Files.readString(IMAGES.resolve("change-light.svg"));
        String dark = Files.readString(IMAGES.resolve("change-dark.svg"));
        assertThat(withoutColours(dark), is(withoutColours(light)));
        assertThat(dark, is(not(light)));
    }

    private static String withoutColours(String picture) {
        return picture.replaceAll("#[0-9a-f]{6}", "#");
    }

    @Test
    void noPictureIsLarge() throws IOException {
        for (Path picture : pictures()) {
            assertThat(picture.toString(), Files.size(picture), lessThan((long) MOST_BYTES));
        }
    }

    @Test
    void everyPictureIsThereForBothThemes() throws IOException {
        List<Path> pictures = pictures();
        for (Path picture : pictures) {
            String other = picture.toString().contains("-light.") ? picture.toString().replace("-light.", "-dark.")
                    : picture.toString().replace("-dark.", "-light.");
            assertThat(picture.toString(), pictures.contains(Path.of(other)) && !other.equals(picture.toString()), is(true));
        }
    }

    private static List<Path> pictures() throws IOException {
        try (Stream<Path> files = Files.walk(IMAGES)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
