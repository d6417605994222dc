package io.carillon.blackbox.support;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import io.carillon.receivers.DriverBundle;
import io.carillon.receivers.ReceiverProcess;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Chromium of this machine, driven by Playwright. The tests that need it run with {@code -Dconsole.browser=required} only,
 * and are skipped otherwise.
 */
public final class Chromium implements AutoCloseable {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "chrome");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Path executable) {
        System.setProperty("playwright.cli.dir",
                DriverBundle.unpackedTo(Path.of("target/playwright").toAbsolutePath()).toString());
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright.chromium().launch(new LaunchOptions().setExecutablePath(executable)
                .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
    }

    /** Starts the browser. It belongs to the calling thread. */
    public static Chromium start() {
        assumeTrue("required".equals(System.getProperty("console.browser")),
                "The tests of the console in a browser run with -Dconsole.browser=required");
        return new Chromium(installed().orElseThrow(() -> new IllegalStateException("Chromium is not installed")));
    }

    private static Optional<Path> installed() {
        return NAMES.stream().filter(ReceiverProcess::canRun).findFirst().flatMap(name -> Stream.of(System.getenv("PATH")
                .split(File.pathSeparator)).map(folder -> Path.of(folder, name)).filter(Files::isExecutable).findFirst());
    }

    /** Somebody with a browser window of their own, without cookies. */
    public ConsoleUser user(Api service) {
        return new ConsoleUser(browser, service.base());
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
