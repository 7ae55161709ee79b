package org.pilothouse.agent.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** sandbox-agent's public TypeScript client, unchanged, calls every method that it has for desktops and processes. */
class SandboxAgentClientTest extends FaceFixture {
    private static final List<String> FILES = List.of("package.json", "package-lock.json", "drive.mjs");
    private static final Path SOURCES = Path.of("src/test/node");
    private static final Path INSTALLED = Path.of("target/sandbox-agent-client");

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void everyMethodOfThePublicClientWorks() throws Exception {
        install();
        Result driven = run(
                "node",
                "drive.mjs",
                api.uri().toString(),
                token,
                folder.resolve("typed").toString());
        assertEquals(0, driven.status(), driven.text());
    }

    private static void install() throws Exception {
        Files.createDirectories(INSTALLED);
        for (String file : FILES) {
            Files.copy(SOURCES.resolve(file), INSTALLED.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        if (Files.isDirectory(INSTALLED.resolve("node_modules/sandbox-agent"))) {
            return;
        }
        try {
            Result npm = run("npm", "ci", "--omit=optional", "--ignore-scripts", "--no-audit", "--no-fund");
            if (npm.status() != 0) {
                abort("SKIPPED, sandbox-agent's client is not tested: npm cannot install it\n" + npm.text());
            }
        } catch (IOException e) {
            abort("SKIPPED, sandbox-agent's client is not tested: there is no npm (" + e.getMessage() + ")");
        }
    }

    private record Result(int status, String text) {}

    private static Result run(String... command) throws Exception {
        File output = File.createTempFile("driven", ".log");
        Process process = new ProcessBuilder(command)
                .directory(INSTALLED.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        try {
            boolean ended = process.waitFor(4, TimeUnit.MINUTES);
            String text = Files.readString(output.toPath(), StandardCharsets.UTF_8);
            return ended ? new Result(process.exitValue(), text) : new Result(-1, "it hangs:\n" + text);
        } finally {
            process.destroyForcibly();
            Files.delete(output.toPath());
        }
    }
}
