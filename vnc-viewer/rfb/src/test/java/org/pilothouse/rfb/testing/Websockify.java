package org.pilothouse.rfb.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real websockify that leads to a unix socket. */
public final class Websockify implements AutoCloseable {
    private final Process process;
    private final int port;

    public Websockify(Path directory, Path socket) throws IOException {
        port = Ports.free();
        Path log = directory.resolve("websockify.log");
        process = new ProcessBuilder(List.of("websockify", "127.0.0.1:" + port, "--unix-target=" + socket))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Ports.await(port, log);
    }

    public static boolean isInstalled() {
        return Files.isExecutable(Path.of("/usr/bin/websockify"));
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
