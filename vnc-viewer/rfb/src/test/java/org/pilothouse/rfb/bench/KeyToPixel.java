package org.pilothouse.rfb.bench;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.pilothouse.rfb.Damage;
import org.pilothouse.rfb.Encoding;
import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.RfbListener;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbSession;
import org.pilothouse.rfb.RfbTransport;
import org.pilothouse.rfb.client.RfbClient;

/**
 * {@code KeyToPixel PORT SAMPLES}: milliseconds from a key press to the update that shows it, in turns by a bare socket, which is the
 * server's own floor, and by a session. A terminal that echoes keys must be in front on the server.
 */
public final class KeyToPixel {
    private static final int KEY = 'x';
    private static final int BACKSPACE = 0xff08;
    private static final long QUIET_MILLIS = 60;

    private KeyToPixel() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int port = Integer.parseInt(arguments[0]);
        int samples = Integer.parseInt(arguments[1]);
        double[] bare = new double[samples];
        double[] session = new double[samples];
        try (Bare socket = new Bare(port);
                Engine engine = new Engine(port)) {
            for (int warmUp = 0; warmUp < 20; warmUp++) {
                socket.sample(KEY);
                engine.sample(BACKSPACE);
            }
            for (int i = 0; i < samples; i++) {
                bare[i] = socket.sample(i % 2 == 0 ? KEY : BACKSPACE);
                session[i] = engine.sample(i % 2 == 0 ? KEY : BACKSPACE);
            }
        }
        print("bare socket", bare);
        print("session", session);
        System.out.printf(
                Locale.ROOT, "key-to-pixel above the floor: %.2f ms (median)%n", median(session) - median(bare));
    }

    private static void print(String name, double[] millis) {
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "key-to-pixel %-12s median %.2f ms, 5%% %.2f, 95%% %.2f, samples %d%n",
                name,
                median(millis),
                millis[millis.length / 20],
                millis[millis.length - 1 - millis.length / 20],
                millis.length);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double millisSince(long start) {
        return (System.nanoTime() - start) / 1e6;
    }

    /** Nothing but what the protocol needs, Raw, and pixels thrown away. */
    private static final class Bare implements AutoCloseable {
        private final Socket socket;
        private final DataInputStream in;
        private final DataOutputStream out;
        private final int width;
        private final int height;
        private final byte[] sink = new byte[1 << 20];

        Bare(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream(), 1 << 18));
            out = new DataOutputStream(new java.io.BufferedOutputStream(socket.getOutputStream()));
            in.readNBytes(12);
            send("RFB 003.008\n".getBytes(StandardCharsets.US_ASCII));
            in.readNBytes(in.readUnsignedByte());
            send(new byte[] {1});
            in.readInt();
            send(new byte[] {1});
            width = in.readUnsignedShort();
            height = in.readUnsignedShort();
            in.readNBytes(16);
            in.readNBytes(in.readInt());
            send(new byte[] {2, 0, 0, 1, 0, 0, 0, 0});
            request(false);
            update();
        }

        double sample(int keysym) throws IOException, InterruptedException {
            request(true);
            Thread.sleep(QUIET_MILLIS);
            while (in.available() > 0) {
                update();
                request(true);
                Thread.sleep(QUIET_MILLIS);
            }
            long start = System.nanoTime();
            key(keysym, 1);
            update();
            double millis = millisSince(start);
            key(keysym, 0);
            return millis;
        }

        private void key(int keysym, int down) throws IOException {
            out.write(new byte[] {4, (byte) down, 0, 0});
            out.writeInt(keysym);
            out.flush();
        }

        private void request(boolean incremental) throws IOException {
            out.write(new byte[] {3, (byte) (incremental ? 1 : 0), 0, 0, 0, 0});
            out.writeShort(width);
            out.writeShort(height);
            out.flush();
        }

        private void update() throws IOException {
            in.readNBytes(2);
            int rects = in.readUnsignedShort();
            for (int i = 0; i < rects; i++) {
                in.readInt();
                int left = 4 * in.readUnsignedShort() * in.readUnsignedShort();
                in.readInt();
                while (left > 0) {
                    int part = Math.min(left, sink.length);
                    in.readFully(sink, 0, part);
                    left -= part;
                }
            }
        }

        private void send(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** A session as the console has it. */
    private static final class Engine implements RfbListener, AutoCloseable {
        private final Semaphore updates = new Semaphore(0);
        private final RfbSession session;

        Engine(int port) throws IOException, InterruptedException {
            session = RfbClient.connect(
                    RfbTransport.tcp("127.0.0.1", port, Duration.ofSeconds(5)),
                    RfbOptions.builder()
                            .encodings(List.of(Encoding.COPY_RECT, Encoding.TIGHT))
                            .build(),
                    this);
            session.awaitConnected(Duration.ofSeconds(10));
            updates.acquire();
        }

        double sample(int keysym) throws InterruptedException {
            do {
                updates.drainPermits();
            } while (updates.tryAcquire(QUIET_MILLIS, TimeUnit.MILLISECONDS));
            long start = System.nanoTime();
            session.key(keysym, true);
            updates.acquire();
            double millis = millisSince(start);
            session.key(keysym, false);
            return millis;
        }

        @Override
        public void updated(Framebuffer framebuffer, Damage damage) {
            updates.release();
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
