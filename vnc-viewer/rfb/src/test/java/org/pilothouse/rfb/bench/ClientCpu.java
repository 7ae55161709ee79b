package org.pilothouse.rfb.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.pilothouse.rfb.RfbDialer;
import org.pilothouse.rfb.RfbListener;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbSession;
import org.pilothouse.rfb.RfbTransport;
import org.pilothouse.rfb.client.RfbClient;

/**
 * {@code ClientCpu FILE PASSES}: CPU time of the whole process, without the server's thread, while a client library follows a recording
 * over a socket. {@code main} measures our own; other libraries bring a {@link Client} of theirs.
 */
public final class ClientCpu {
    private ClientCpu() {}

    /** Follows a server until it rings the bell. */
    @FunctionalInterface
    public interface Client {
        void follow(int port) throws IOException, InterruptedException;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        run(ClientCpu::ours, arguments);
    }

    /** Prints {@code cpu_ms=}, the median pass after a tenth of them as warm-up. */
    public static void run(Client client, String... arguments) throws IOException, InterruptedException {
        byte[] recording = Files.readAllBytes(Path.of(arguments[0]));
        int passes = Integer.parseInt(arguments[1]);
        int warmUp = Math.max(2, passes / 10);
        double[] millis = new double[passes];
        for (int i = -warmUp; i < passes; i++) {
            double pass = pass(client, recording);
            if (i >= 0) {
                millis[i] = pass;
            }
        }
        Arrays.sort(millis);
        System.out.printf(Locale.ROOT, "cpu_ms=%.1f passes=%d%n", millis[passes / 2], passes);
    }

    private static double pass(Client client, byte[] recording) throws IOException, InterruptedException {
        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long before = process.getProcessCpuTime();
        Playback server = Playback.endingWithBell(recording);
        try (server) {
            server.play();
            server.end();
            client.follow(server.port());
        }
        return (process.getProcessCpuTime() - before - server.cpuNanos()) / 1e6;
    }

    private static void ours(int port) throws InterruptedException {
        CountDownLatch rung = new CountDownLatch(1);
        RfbListener listener = new RfbListener() {
            @Override
            public void bell() {
                rung.countDown();
            }
        };
        RfbDialer server = RfbTransport.tcp("127.0.0.1", port, Duration.ofSeconds(5));
        try (RfbSession session = RfbClient.connect(server, RfbOptions.builder().build(), listener)) {
            rung.await();
        }
    }
}
