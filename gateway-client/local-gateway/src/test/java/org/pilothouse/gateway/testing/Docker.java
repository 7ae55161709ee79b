package org.pilothouse.gateway.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The docker command, to look at an engine from outside and to clean up what a test made. */
public final class Docker {
    public static final String TEST_LABEL = "org.pilothouse.test";

    private Docker() {}

    /** Runs it and returns its output; fails the test where it fails. */
    public static String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        return exec(command);
    }

    public static List<String> lines(String... arguments) {
        return run(arguments).lines().filter(line -> !line.isBlank()).toList();
    }

    public static List<String> containers(String testId) {
        return lines("ps", "-aq", "--no-trunc", "--filter", "label=" + TEST_LABEL + "=" + testId);
    }

    public static List<String> volumes(String testId) {
        return lines("volume", "ls", "-q", "--filter", "label=" + TEST_LABEL + "=" + testId);
    }

    /** Removes what carries this test's label, and nothing else. */
    public static void cleanUp(String testId) {
        for (String container : containers(testId)) {
            run("rm", "-f", container);
        }
        for (String volume : volumes(testId)) {
            run("volume", "rm", "-f", volume);
        }
    }

    /** The tests' own image under this tag. */
    public static void tinyImage(String tag) {
        exec(List.of("sh", Path.of("src/test/resources/engine/tiny-image.sh").toString(), tag));
    }

    /** Runs any command, at most a minute. */
    static String exec(List<String> command) {
        try {
            List<String> bounded = new ArrayList<>(List.of("timeout", "-k", "5", "60"));
            bounded.addAll(command);
            Process process =
                    new ProcessBuilder(bounded).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(command + " failed: " + output);
            }
            return output.strip();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
