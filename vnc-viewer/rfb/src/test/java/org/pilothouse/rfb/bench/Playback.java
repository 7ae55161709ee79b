package org.pilothouse.rfb.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/** A server on loopback that gives a recording to one viewer, as fast as it is taken, whenever {@link #play} is called. */
final class Playback implements AutoCloseable {
    private static final int FIXED_SERVER_INIT = 24;

    private static final byte[] BELL = {2};

    private final byte[] recording;
    private final byte[] last;
    private final ServerSocket listening;
    private final CountDownLatch asked = new CountDownLatch(1);
    /** True for each time to play, false for the end. */
    private final BlockingQueue<Boolean> orders = new LinkedBlockingQueue<>();

    private final Thread serving = Thread.ofPlatform().daemon().unstarted(this::serve);
    private volatile long cpuNanos;

    private Playback(byte[] recording, byte[] last) throws IOException {
        this.recording = recording;
        this.last = last;
        listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        serving.start();
    }

    static Playback of(byte[] recording) throws IOException {
        return new Playback(recording, new byte[0]);
    }

    /** One that rings the bell after the recording, so that a viewer knows that it has all. */
    static Playback endingWithBell(byte[] recording) throws IOException {
        return new Playback(recording, BELL);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Waits until a viewer is connected and has asked for something. */
    void awaitViewer() throws InterruptedException {
        asked.await();
    }

    /** Plays all of it; again, if the encoding keeps nothing from one update to the next (Raw, Hextile). */
    void play() {
        orders.add(true);
    }

    /** Lets the connection end after what was ordered; before, a viewer can show it in peace. */
    void end() {
        orders.add(false);
    }

    /** What serving itself took; known after {@link #close}. */
    long cpuNanos() {
        return cpuNanos;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        end();
        listening.close();
        serving.join();
    }

    private void serve() {
        try (Socket viewer = listening.accept()) {
            viewer.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(viewer.getInputStream());
            OutputStream out = viewer.getOutputStream();
            out.write("RFB 003.008\n".getBytes(StandardCharsets.US_ASCII));
            in.readNBytes(12);
            out.write(new byte[] {1, 1});
            in.readNBytes(1);
            out.write(new byte[4]);
            in.readNBytes(1);
            int serverInit = FIXED_SERVER_INIT + ByteBuffer.wrap(recording).getInt(20);
            out.write(recording, 0, serverInit);
            in.readNBytes(1);
            asked.countDown();
            Thread drain = Thread.ofPlatform().daemon().start(() -> drain(in));
            while (orders.take()) {
                out.write(recording, serverInit, recording.length - serverInit);
                out.write(last);
            }
            viewer.shutdownOutput();
            drain.join();
        } catch (IOException e) {
            throw new IllegalStateException("the viewer went away", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            cpuNanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        }
    }

    /** A viewer that can't get rid of its requests would stop reading. */
    private static void drain(InputStream in) {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // Viewers end a connection as they like; what they took of it is measured elsewhere.
        }
    }
}
