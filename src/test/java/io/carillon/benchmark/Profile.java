package io.carillon.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * A flight recording of the service during a station, and a page that says where its processor time went: {@code
 * target/benchmark-<station>.jfr} and {@code .txt}. A sample counts for the innermost method of ours, or for the kind of its
 * thread when there is none of ours on it.
 */
final class Profile {

    private static final String OURS = "io.carillon.";
    private static final String EXECUTION = "jdk.ExecutionSample";
    private static final int LINES = 40;

    private final long pid;
    private final Path recording;

    private Profile(long pid, String station) {
        this.pid = pid;
        this.recording = Path.of("target", "benchmark-" + station.replaceAll("\\W+", "-") + ".jfr").toAbsolutePath();
    }

    static Profile start(long pid, String station) throws IOException, InterruptedException {
        Profile profile = new Profile(pid, station);
        Files.deleteIfExists(profile.recording);
        profile.jcmd("JFR.start", "name=benchmark", "settings=profile");
        return profile;
    }

    void stop() throws IOException, InterruptedException {
        jcmd("JFR.stop", "name=benchmark", "filename=" + recording);
        Map<String, Integer> ours = new TreeMap<>();
        Map<String, Integer> innermost = new TreeMap<>();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                if (event.getEventType().getName().equals(EXECUTION) && event.getStackTrace() != null) {
                    ours.merge(ours(event), 1, Integer::sum);
                    innermost.merge(name(event.getStackTrace().getFrames().get(0)), 1, Integer::sum);
                }
            }
        }
        Files.writeString(Path.of(recording.toString().replace(".jfr", ".txt")),
                "By our innermost method, or the thread:\n" + page(ours) + "\nBy the innermost method:\n" + page(innermost));
    }

    private static String ours(RecordedEvent event) {
        return event.getStackTrace().getFrames().stream().map(Profile::name).filter(name -> name.startsWith(OURS)
                && !name.contains("$Proxy$")).findFirst()
                .orElseGet(() -> "thread " + event.getThread("sampledThread").getJavaName().replaceAll("\\d+", "#"));
    }

    private static String name(RecordedFrame frame) {
        return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
    }

    private static String page(Map<String, Integer> counts) {
        double all = counts.values().stream().mapToInt(Integer::intValue).sum();
        return counts.entrySet().stream().sorted(Map.Entry.comparingByValue(Comparator.reverseOrder())).limit(LINES)
                .map(entry -> String.format("%5.1f %%  %s%n", 100 * entry.getValue() / all, entry.getKey()))
                .collect(Collectors.joining());
    }

    private void jcmd(String... command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), String.valueOf(pid)));
        line.addAll(List.of(command));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new VoidRun(said);
        }
    }
}
