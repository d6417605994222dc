package io.carillon.receivers;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The code that the pages for receivers and for producers show is the code that is tested. */
class ReceivingWebhooksTest {

    private static final Pattern CODE = Pattern.compile("<!-- code: (\\S+) -->\n```\\w+\n(.*?)\n```\n", Pattern.DOTALL);

    @ParameterizedTest
    @CsvSource({"receiving-webhooks, 7", "reporting-changes, 4"})
    void thePageShowsTheFilesThatTheTestsRun(String page, int least) throws IOException {
        List<MatchResult> blocks = CODE.matcher(Files.readString(Path.of("src/docs", page + ".md"))).results().toList();
        for (MatchResult block : blocks) {
            assertThat(block.group(1), block.group(2), is(Files.readString(Path.of(block.group(1))).stripTrailing()));
        }
        assertThat(blocks.size(), greaterThanOrEqualTo(least));
    }

    /** The checksum is that of the receiver in the TrackScore document, which has blanks where this file has line breaks. */
    @Test
    void theDocumentsReceiverIsUnchanged() throws Exception {
        String code = Files.readString(Path.of("src/test/resources/receivers/document.js")).replaceAll("\\s+", " ").strip();
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(code.getBytes(StandardCharsets.UTF_8));
        assertThat(HexFormat.of().formatHex(digest), is("178d630c20a8b4d842e8077b01c6062c6e7d23b5304fa9e1dd2b2fed855f0389"));
    }
}
